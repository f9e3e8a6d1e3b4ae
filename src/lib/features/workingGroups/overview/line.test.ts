import { describe, expect, test } from 'vitest';
import { linePoints, scaleTop } from './line';

describe('a chart', () => {
  test('is a line from the left to the right', () => {
    const points = [0, 5, 10].map((count, index) => ({ at: index, count }));
    expect(linePoints(points, { width: 100, height: 50, top: 10 })).toBe('0,50 50,25 100,0');
    expect(linePoints([{ at: 0, count: 0 }], { width: 100, height: 50, top: 0 })).toBe('0,50');
  });

  test.each([
    [0, 5],
    [5, 5],
    [6, 10],
    [21, 50],
    [51, 100],
    [101, 200],
    [700, 1000]
  ])('%i fits under a scale up to %i', (most, top) => expect(scaleTop(most)).toBe(top));
});
