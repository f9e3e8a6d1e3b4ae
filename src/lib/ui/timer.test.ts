import { expect, test } from 'vitest';
import { clockText, isLate, secondsLeft, spokenBetween } from './timer.ts';

test.each([
  [760, '12:40'],
  [59, '0:59'],
  [0, '0:00'],
  [3723, '1:02:03']
])('%d seconds read %s', (seconds, text) => {
  expect(clockText(seconds)).toBe(text);
});

test('a begun second counts, and it never goes below zero', () => {
  expect(secondsLeft(10_000, 9_001)).toBe(1);
  expect(secondsLeft(10_000, 10_000)).toBe(0);
  expect(secondsLeft(10_000, 99_000)).toBe(0);
});

test('five minutes, one minute and the end are spoken, once each', () => {
  const spoken = [];
  for (let left = 400; left >= 0; left--) spoken.push(spokenBetween(left + 1, left));
  expect(spoken.filter((mark) => mark !== null)).toEqual([300, 60, 0]);
});

test('a sleeping phone hears only the last', () => {
  expect(spokenBetween(700, 30)).toBe(60);
  expect(spokenBetween(700, 0)).toBe(0);
  expect(spokenBetween(0, 0)).toBeNull();
});

test('a phone that wakes up after ten seconds is late', () => {
  expect(isLate(10_000, 10_400)).toBe(false);
  expect(isLate(10_000, 20_001)).toBe(true);
});
