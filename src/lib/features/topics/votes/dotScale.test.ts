import { expect, test } from 'vitest';
import { drawnDots, votesPerDot } from './dotScale';

test.each([
  [[], 1],
  [[34, 31, 8], 1],
  [[60], 1],
  [[61, 3], 2],
  [[120], 2],
  [[121], 5],
  [[300], 5],
  [[60_001], 1001]
])('%j: one dot stands for %i', (counts, scale) => {
  expect(votesPerDot(counts)).toBe(scale);
});

test('dots are whole, the rest is part of one, own votes are always seen', () => {
  expect(drawnDots(34, 2, 1)).toEqual({ whole: 34, part: 0, own: 2 });
  expect(drawnDots(61, 1, 2)).toEqual({ whole: 30, part: 0.5, own: 1 });
  expect(drawnDots(61, 3, 2)).toEqual({ whole: 30, part: 0.5, own: 2 });
  expect(drawnDots(1, 1, 5)).toEqual({ whole: 0, part: 0.2, own: 1 });
  expect(drawnDots(0, 0, 1)).toEqual({ whole: 0, part: 0, own: 0 });
});
