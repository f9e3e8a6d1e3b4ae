import { describe, expect, test } from 'vitest';
import { insertionIndex, ranksFor, staysInPlace, stepIndex } from './place';

const row = (top: number, left = 0) => ({ left, top, width: 100, height: 40 });

describe('insertionIndex', () => {
  const column = [row(0), row(50), row(100)];
  test.each([
    [10, 0],
    [30, 1],
    [45, 1],
    [60, 1],
    [75, 2],
    [130, 3],
    [999, 3]
  ])('one column: at y %i the index is %i', (y, index) => {
    expect(insertionIndex({ x: 50, y }, column, 1)).toBe(index);
  });
  const grid = [row(0, 0), row(0, 110), row(50, 0)];
  test.each([
    [10, 10, 0],
    [80, 10, 1],
    [200, 10, 2],
    [10, 60, 2],
    [90, 60, 3],
    [200, 45, 2]
  ])('two columns: at %i, %i the index is %i', (x, y, index) => {
    expect(insertionIndex({ x, y }, grid, 2)).toBe(index);
  });
  test('an empty list takes it at the start', () => {
    expect(insertionIndex({ x: 0, y: 0 }, [], 1)).toBe(0);
  });
});

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
