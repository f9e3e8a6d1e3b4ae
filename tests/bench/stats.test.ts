import { describe, expect, it } from 'vitest';
import { median, medians, named, percentile, rounded, spreadOf } from './stats';

describe('percentile', () => {
  it('is a value that was measured, by nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);
    expect(percentile(hundred, 0.5)).toBe(50);
    expect(percentile(hundred, 0.95)).toBe(95);
    expect(percentile(hundred, 1)).toBe(100);
    expect(spreadOf(hundred)).toEqual({ p50: 50, p95: 95, p99: 99 });
  });

  it('of few values is one of them, and of none is not a number', () => {
    expect(spreadOf([7])).toEqual({ p50: 7, p95: 7, p99: 7 });
    expect(percentile([3, 1, 2], 0.95)).toBe(3);
    expect(percentile([3, 1, 2], 0)).toBe(1);
    expect(percentile([], 0.5)).toBeNaN();
  });

  it('sorts by number, not by text, and leaves the values as they were', () => {
    const values = [10, 9, 100];
    expect(percentile(values, 0.5)).toBe(10);
    expect(values).toEqual([10, 9, 100]);
  });
});

describe('median', () => {
  it('takes the middle, or the mean of the two in the middle', () => {
    expect(median([5, 1, 3])).toBe(3);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([])).toBeNaN();
  });

  it('takes what was not done in time for the slowest', () => {
    expect(median([Infinity, 4, Infinity])).toBe(Infinity);
    expect(median([5, Infinity, 4])).toBe(5);
  });

  it('goes figure by figure, over the rounds that have it', () => {
    expect(medians([{ a: 1, b: 10 }, { a: 3 }, { a: 2, b: 20 }])).toEqual({ a: 2, b: 15 });
    expect(medians([])).toEqual({});
  });
});

it('names nested figures with dots', () => {
  expect(named('40.ours', { posts: 3, acked: { p50: 1, p95: 2, p99: 3 } })).toEqual({
    '40.ours.posts': 3,
    '40.ours.acked.p50': 1,
    '40.ours.acked.p95': 2,
    '40.ours.acked.p99': 3
  });
});

it('rounds to three digits that count, but never a whole number', () => {
  expect([1234.4, 12.344, 0.12344, 0, 99.96].map(rounded)).toEqual([1234, 12.3, 0.123, 0, 100]);
  expect([Number.NaN, Infinity, 0.0000068].map(rounded)).toEqual([Number.NaN, Infinity, 0]);
});
