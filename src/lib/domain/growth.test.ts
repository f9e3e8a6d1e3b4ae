import { describe, expect, test } from 'vitest';
import { growthOf } from './growth';

const DAY = 24 * 3_600_000;

describe('the growth of an AG', () => {
  test('begins with the first who came and ends now; who left counts as long as they were in', () => {
    const points = growthOf(
      [
        { from: 0, to: null },
        { from: DAY, to: 3 * DAY },
        { from: 2 * DAY, to: null }
      ],
      4 * DAY
    );
    expect(points).toEqual([
      { at: 0, count: 1 },
      { at: DAY, count: 2 },
      { at: 2 * DAY, count: 3 },
      { at: 3 * DAY, count: 2 },
      { at: 4 * DAY, count: 2 }
    ]);
  });

  test('has few points however long it takes, and two on its first day', () => {
    expect(growthOf([{ from: 0, to: null }], 1000 * DAY)).toHaveLength(13);
    expect(growthOf([{ from: 0, to: null }], 10)).toEqual([
      { at: 0, count: 1 },
      { at: 10, count: 1 }
    ]);
    expect(growthOf([], DAY)).toEqual([]);
    expect(growthOf([{ from: 5, to: null }], 4)).toEqual([]);
  });
});
