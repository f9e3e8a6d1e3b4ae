import { describe, expect, test } from 'vitest';
import { addressKey, SlidingWindow } from './slidingWindow';
import { TokenBucket } from './tokenBucket';

describe('SlidingWindow', () => {
  test('counts what lies within the window and says when there is room again', () => {
    const window = new SlidingWindow(1000);
    for (const at of [0, 100, 200]) window.add('a', at);
    expect(window.count('a', 500)).toBe(3);
    expect(window.waitFor('a', 3, 500)).toBe(500);
    expect(window.waitFor('a', 4, 500)).toBe(0);
    expect(window.count('a', 1050)).toBe(2);
    expect(window.count('b', 500)).toBe(0);
  });

  test('takes back what was harmless', () => {
    const window = new SlidingWindow(1000);
    window.add('a', 0);
    window.takeBack('a');
    window.takeBack('unknown');
    expect(window.count('a', 1)).toBe(0);
  });

  test('never grows beyond its bound; the quietest is forgotten', () => {
    const window = new SlidingWindow(1000, 3);
    for (const key of ['a', 'b', 'a', 'c', 'd']) window.add(key, 0);
    expect(['a', 'b', 'c', 'd'].map((key) => window.count(key, 1))).toEqual([2, 0, 1, 1]);
  });
});

test('an address stands for its holder: IPv4 whole, IPv6 by its /64', () => {
  expect(addressKey('192.0.2.1')).toBe('192.0.2.1');
  expect(addressKey('::ffff:192.0.2.1')).toBe('192.0.2.1');
  expect(addressKey('2001:db8:1:2:3:4:5:6')).toBe(addressKey('2001:db8:1:2::9'));
  expect(addressKey('2001:db8:1:2::9')).not.toBe(addressKey('2001:db8:1:3::9'));
});

test('TokenBucket lets through a burst, then the rate, and says when', () => {
  const bucket = new TokenBucket(20, 3, 0);
  expect([1, 2, 3].map(() => bucket.take(0))).toEqual([0, 0, 0]);
  expect(bucket.take(0)).toBe(50);
  expect(bucket.take(50)).toBe(0);
  expect(bucket.take(50)).toBeCloseTo(50);
  // A clock set back is no gift.
  expect(bucket.take(-100_000)).toBeGreaterThan(0);
});
