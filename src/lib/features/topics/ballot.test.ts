import { describe, expect, test } from 'vitest';
import { dotsLeft, dotsOf, dotsOn, dotsUsed, placed, ranking, votingStage } from './ballot';

const dots = [
  { topicId: 'a', count: 2 },
  { topicId: 'b', count: 1 }
];

describe('placed', () => {
  test('places and takes back dots, always as a whole ballot', () => {
    expect(placed([], 'a', 1, 3)).toEqual([{ topicId: 'a', count: 1 }]);
    expect(placed(dots, 'a', -1, 3)).toEqual([
      { topicId: 'b', count: 1 },
      { topicId: 'a', count: 1 }
    ]);
  });
  test('a topic without dots leaves the ballot', () => {
    expect(placed(dots, 'b', -1, 3)).toEqual([{ topicId: 'a', count: 2 }]);
  });
  test('neither more than one has nor less than none', () => {
    expect(placed(dots, 'a', 1, 3)).toBeNull();
    expect(placed(dots, 'c', -1, 3)).toBeNull();
    expect(placed(dots, 'c', 1, 4)).toHaveLength(3);
  });
});

test('counting', () => {
  expect(dotsOn(dots, 'a')).toBe(2);
  expect(dotsOn(dots, 'x')).toBe(0);
  expect(dotsUsed(dots)).toBe(3);
  expect(dotsLeft(dots, 5)).toBe(2);
  expect(dotsLeft(dots, 2)).toBe(0);
});

test('a removed topic gives its dots back', () => {
  expect(dotsOf([...dots, { topicId: 'c', count: 0 }], ['b', 'c'])).toEqual([{ topicId: 'b', count: 1 }]);
});

test('ranking: most first, equal ones share a place', () => {
  const topics = [
    { id: 'a', dots: 3 },
    { id: 'b', dots: 8 },
    { id: 'c', dots: 3 },
    { id: 'd', dots: null }
  ];
  expect(ranking(topics).map((entry) => [entry.topic.id, entry.place])).toEqual([
    ['b', 1],
    ['a', 2],
    ['c', 2],
    ['d', 4]
  ]);
});

test('votingStage: closed without counts is the minute before the result', () => {
  expect(votingStage('none', [])).toBe('before');
  expect(votingStage('open', [{ dots: null }])).toBe('open');
  expect(votingStage('closed', [{ dots: null }])).toBe('closed');
  expect(votingStage('closed', [{ dots: 0 }, { dots: null }])).toBe('result');
});
