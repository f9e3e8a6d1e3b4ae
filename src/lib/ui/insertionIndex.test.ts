import { describe, expect, test } from 'vitest';
import { insertionIndex } from './insertionIndex';

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
