import { describe, expect, test } from 'vitest';
import { dotsLeft, dotsOf, dotsOn, placed, votingStage } from './ballot';

const dots = [
  { itemId: 'a', count: 2 },
  { itemId: 'b', count: 1 }
];
const three = { perPerson: 3, perItem: null };

describe('placed', () => {
  test('places and takes back dots, always as a whole ballot', () => {
    expect(placed([], 'a', 1, three)).toEqual([{ itemId: 'a', count: 1 }]);
    expect(placed(dots, 'a', -1, three)).toEqual([
      { itemId: 'b', count: 1 },
      { itemId: 'a', count: 1 }
    ]);
  });
  test('what has no dots leaves the ballot', () => {
    expect(placed(dots, 'b', -1, three)).toEqual([{ itemId: 'a', count: 2 }]);
  });
  test('neither more than one has nor less than none', () => {
    expect(placed(dots, 'a', 1, three)).toBeNull();
    expect(placed(dots, 'c', -1, three)).toBeNull();
    expect(placed(dots, 'c', 1, { ...three, perPerson: 4 })).toHaveLength(3);
  });
  test('no more on one thing than may lie there', () => {
    expect(placed(dots, 'b', 1, { perPerson: 9, perItem: 1 })).toBeNull();
    expect(placed(dots, 'c', 1, { perPerson: 9, perItem: 1 })).toHaveLength(3);
  });
});

test('counting', () => {
  expect(dotsOn(dots, 'a')).toBe(2);
  expect(dotsOn(dots, 'x')).toBe(0);
  expect(dotsLeft(dots, 5)).toBe(2);
  expect(dotsLeft(dots, 2)).toBe(0);
});

test('what was removed gives its dots back', () => {
  expect(dotsOf([...dots, { itemId: 'c', count: 0 }], ['b', 'c'])).toEqual([{ itemId: 'b', count: 1 }]);
});

test('votingStage: closed without counts is the minute before the result', () => {
  expect(votingStage(null)).toBe('before');
  expect(votingStage({ state: 'planned', results: null })).toBe('before');
  expect(votingStage({ state: 'open', results: null })).toBe('open');
  expect(votingStage({ state: 'closed', results: null })).toBe('closed');
  expect(votingStage({ state: 'closed', results: [] })).toBe('result');
  expect(votingStage({ state: 'closed', results: [] }, false)).toBe('closed');
});
