import { expect, test } from 'vitest';
import { badgeCodeIn, BADGES_PER_SHEET, sheetsOf, spokenBadgeCode } from '$lib/domain/cards/badges';

test.each([
  ['7KQ4M2XP', '7KQ4M2XP'],
  [' 7kq4 m2xp\n', '7KQ4M2XP'],
  ['7KQ4-M2XP', '7KQ4M2XP'],
  ['7KQ4M2X', null],
  ['7KQ4M2XPP', null],
  ['0KQ4M2XP', null],
  ['', null],
  ["' or 1=1", null]
])('the code in %j is %j', (text, code) => {
  expect(badgeCodeIn(text)).toBe(code);
});

test('a code is printed in two groups, and read again as it was', () => {
  expect(spokenBadgeCode('7KQ4M2XP')).toBe('7KQ4 M2XP');
  expect(badgeCodeIn(spokenBadgeCode('7KQ4M2XP'))).toBe('7KQ4M2XP');
});

test('sheets hold ten, begin where the paper is still whole, and nobody is lost', () => {
  const people = Array.from({ length: 23 }, (_, nth) => nth);
  const sheets = sheetsOf(people, 4);
  expect(sheets.map(({ length }) => length)).toEqual([10, 10, 6]);
  expect(sheets[0]?.slice(0, 4)).toEqual([null, null, null, 0]);
  expect(sheets.flat().filter((place) => place !== null)).toEqual(people);
  expect(sheetsOf([])).toEqual([]);
  expect(sheetsOf([], 5)).toEqual([]);
});

test.each([0, -3, NaN, 99, 2.7])('a first place of %d is one that there is', (first) => {
  const [sheet = []] = sheetsOf(['a'], first);
  expect(sheet.length).toBeGreaterThan(0);
  expect(sheet.length).toBeLessThanOrEqual(BADGES_PER_SHEET);
  expect(sheet.at(-1)).toBe('a');
});
