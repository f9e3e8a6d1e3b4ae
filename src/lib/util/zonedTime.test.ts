import { expect, test } from 'vitest';
import { dateAfter, momentOf, wallClock } from './zonedTime';

const BERLIN = 'Europe/Berlin';

test.each([
  ['2026-01-13', '18:00', BERLIN, '2026-01-13T17:00:00.000Z'],
  ['2026-07-14', '18:00', BERLIN, '2026-07-14T16:00:00.000Z'],
  ['2026-07-14', '18:00', 'Europe/Lisbon', '2026-07-14T17:00:00.000Z'],
  // the night in which clocks go forward, before and after the change
  ['2026-03-29', '01:59', BERLIN, '2026-03-29T00:59:00.000Z'],
  ['2026-03-29', '03:00', BERLIN, '2026-03-29T01:00:00.000Z'],
  // half past two comes twice: the first one, still in summer time
  ['2026-10-25', '02:30', BERLIN, '2026-10-25T00:30:00.000Z'],
  ['2026-10-25', '03:00', BERLIN, '2026-10-25T02:00:00.000Z'],
  // far from Greenwich, in both directions
  ['2026-06-01', '00:30', 'Pacific/Auckland', '2026-05-31T12:30:00.000Z'],
  ['2026-06-01', '23:30', 'Pacific/Honolulu', '2026-06-02T09:30:00.000Z']
])('%s %s in %s is %s', (date, time, zone, iso) => {
  const at = momentOf(date, time, zone);
  expect(at).toBe(Date.parse(iso));
  expect(wallClock(Number(at), zone)).toEqual({ date, time });
});

test.each([
  ['2026-03-29', '02:00', 'skipped'],
  ['2026-03-29', '02:59', 'skipped'],
  ['2026-02-30', '18:00', 'none'],
  ['2026-13-01', '18:00', 'none'],
  ['2026-03-01', '25:00', 'none'],
  ['heute', '18:00', 'none'],
  ['2026-03-01', '', 'none']
])('%s %s is no time: %s', (date, time, why) => {
  expect(momentOf(date, time, BERLIN)).toBe(why);
});

test('a day is a day, also where it has 23 or 25 hours', () => {
  expect(dateAfter('2026-03-24', 7)).toBe('2026-03-31');
  expect(dateAfter('2026-10-20', 7)).toBe('2026-10-27');
  expect(dateAfter('2028-02-28', 1)).toBe('2028-02-29');
});
