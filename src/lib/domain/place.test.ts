import { describe, expect, test } from 'vitest';
import { ranksFor, staysInPlace, stepIndex } from './place';

describe('ranksFor', () => {
  const list = [
    { id: 'a', rank: 'B' },
    { id: 'b', rank: 'D' },
    { id: 'c', rank: 'F' }
  ];
  const orderAfter = (index: number, moving: string[]) => {
    const next = new Map(list.map((item) => [item.id, item.rank]));
    for (const { id, rank } of ranksFor(list, index, moving)) next.set(id, rank);
    return [...next]
      .sort((x, y) => (x[1] < y[1] ? -1 : 1))
      .map(([id]) => id)
      .join('');
  };
  test('puts new ones together and in order', () => {
    expect(orderAfter(1, ['x', 'y', 'z'])).toBe('axyzbc');
    expect(orderAfter(0, ['x', 'y'])).toBe('xyabc');
    expect(orderAfter(3, ['x', 'y'])).toBe('abcxy');
  });
  test('moves within the list, counting the moving ones for the index', () => {
    expect(orderAfter(3, ['a'])).toBe('bca');
    expect(orderAfter(2, ['a'])).toBe('bac');
    expect(orderAfter(0, ['c', 'a'])).toBe('cab');
  });
  test('finds room among those that share a rank', () => {
    const tie = ['a', 'b', 'c', 'd'].map((id) => ({ id, rank: id === 'd' ? 'F' : 'B' }));
    const next = new Map(tie.map((item) => [item.id, item.rank]));
    for (const { id, rank } of ranksFor(tie, 1, ['c'])) next.set(id, rank);
    const order = [...next].sort((x, y) => (x[1] < y[1] ? -1 : 1)).map(([id]) => id);
    expect(order.join('')).toBe('acbd');
  });
  test('an empty list gets any rank', () => {
    expect(ranksFor([], 0, ['x'])).toEqual([{ id: 'x', rank: expect.stringMatching(/^[0-9A-Za-z]+$/) }]);
  });
});

test('stepIndex moves one place and stops at the ends', () => {
  const list = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
  expect(stepIndex(list, 'a', 1)).toBe(2);
  expect(stepIndex(list, 'b', -1)).toBe(0);
  expect(stepIndex(list, 'a', -1)).toBeNull();
  expect(stepIndex(list, 'c', 1)).toBeNull();
  expect(stepIndex(list, 'x', 1)).toBeNull();
});

test('staysInPlace knows a drop that changes nothing', () => {
  const list = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
  expect(staysInPlace(list, 1, ['b'])).toBe(true);
  expect(staysInPlace(list, 2, ['b'])).toBe(true);
  expect(staysInPlace(list, 0, ['b'])).toBe(false);
  expect(staysInPlace(list, 3, ['b'])).toBe(false);
  expect(staysInPlace(list, 0, ['x'])).toBe(false);
  expect(staysInPlace(list, 2, ['a', 'c'])).toBe(false);
});
