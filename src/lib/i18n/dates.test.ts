import { expect, it } from 'vitest';
import { dayAndTime, longDateTime, timeAgo, timeOfDay, zonedTime } from './dates';

it('reads a wall-clock time in the space’s zone, in winter, in summer and round the change', () => {
  expect(zonedTime('2026-11-24', '17:00')).toBe(Date.UTC(2026, 10, 24, 16));
  expect(zonedTime('2026-07-01', '17:00')).toBe(Date.UTC(2026, 6, 1, 15));
  expect(zonedTime('2026-03-29', '01:30')).toBe(Date.UTC(2026, 2, 29, 0, 30));
  expect(zonedTime('2026-03-29', '03:30')).toBe(Date.UTC(2026, 2, 29, 1, 30));
  expect(zonedTime('2026-10-25', '04:00')).toBe(Date.UTC(2026, 9, 25, 3));
  expect(zonedTime('kein Datum', '')).toBeNull();
});

it('writes it as people read it', () => {
  expect(longDateTime(Date.UTC(2021, 1, 16, 16))).toBe('Dienstag, 16. Februar 2021, 17:00 Uhr');
  expect(timeOfDay(Date.UTC(2021, 1, 16, 16))).toBe('17:00');
  expect(dayAndTime(Date.UTC(2021, 4, 12, 12, 32))).toBe('12. Mai, 14:32');
});

it('says how long ago something was', () => {
  const now = Date.UTC(2026, 10, 24, 16);
  const ago = (minutes: number) => timeAgo(now - minutes * 60_000, now);
  expect([ago(-3), ago(0.5), ago(4), ago(125), ago(1500), ago(3 * 1440)]).toEqual([
    'jetzt',
    'jetzt',
    'vor 4 Min.',
    'vor 2 Std.',
    'gestern',
    'vor 3 Tagen'
  ]);
});
