import { zoneOffset } from '../util/zonedTime';
import { getLocale } from './paraglide/runtime.js';

/**
 * Dates as people of a space read them. One time zone for all of them: a workshop at 17 Uhr is at 17 Uhr on every
 * phone and on the server that renders the page. German organisations host this; the setting can follow when one does not.
 */
export const TIME_ZONE = 'Europe/Berlin';

const tag = (): string => (getLocale() === 'de' ? 'de-DE' : 'en-GB');

/** „Dienstag, 16. Februar 2021, 17:00 Uhr"; `at` in ms since 1970. */
export function longDateTime(at: number): string {
  const date = new Intl.DateTimeFormat(tag(), { dateStyle: 'full', timeZone: TIME_ZONE }).format(at);
  const time = new Intl.DateTimeFormat(tag(), { timeStyle: 'short', timeZone: TIME_ZONE }).format(at);
  return getLocale() === 'de' ? `${date}, ${time} Uhr` : `${date}, ${time}`;
}

/** „Di, 16. Februar 2021" */
export function shortDate(at: number): string {
  return new Intl.DateTimeFormat(tag(), {
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: TIME_ZONE
  }).format(at);
}

/** „16. Februar 2021" */
export function plainDate(at: number): string {
  return new Intl.DateTimeFormat(tag(), { dateStyle: 'long', timeZone: TIME_ZONE }).format(at);
}

/** „14:32" */
export function timeOfDay(at: number): string {
  return new Intl.DateTimeFormat(tag(), { timeStyle: 'short', timeZone: TIME_ZONE }).format(at);
}

/** „12. Mai, 14:32" */
export function dayAndTime(at: number): string {
  const day = new Intl.DateTimeFormat(tag(), { day: 'numeric', month: 'long', timeZone: TIME_ZONE }).format(
    at
  );
  return `${day}, ${timeOfDay(at)}`;
}

/** „2026-03-09 18:05", which sorts and which every table program takes. */
export function isoDateTime(at: number): string {
  return new Intl.DateTimeFormat('sv-SE', {
    dateStyle: 'short',
    timeStyle: 'short',
    timeZone: TIME_ZONE
  }).format(at);
}

/** „jetzt", „vor 4 Min.", „vor 2 Std.", „gestern", „vor 3 Tagen"; both in ms since 1970. */
export function timeAgo(at: number, now: number): string {
  const minutes = Math.max(0, Math.floor((now - at) / 60_000));
  const format = new Intl.RelativeTimeFormat(tag(), { style: 'short', numeric: 'auto' });
  if (minutes === 0) return format.format(0, 'second');
  if (minutes < 60) return format.format(-minutes, 'minute');
  if (minutes < 1440) return format.format(-Math.floor(minutes / 60), 'hour');
  return format.format(-Math.floor(minutes / 1440), 'day');
}

/**
 * Milliseconds of a wall-clock date and time in the space's zone (`2026-11-24`, `17:00`), null when they are none.
 * Across the change to summer time the offset of that very day counts.
 */
export function zonedTime(date: string, time: string): number | null {
  const asUtc = Date.parse(`${date}T${time || '00:00'}:00Z`);
  if (Number.isNaN(asUtc)) return null;
  // Twice: the first guess may lie on the other side of a change of the offset.
  const guess = asUtc - zoneOffset(asUtc, TIME_ZONE);
  return asUtc - zoneOffset(guess, TIME_ZONE);
}

/** „Dienstag, 9. März 2021", on clocks of `zone`. */
export function dayIn(at: number, zone: string): string {
  return new Intl.DateTimeFormat(tag(), { dateStyle: 'full', timeZone: zone }).format(at);
}

/** „18:00", on clocks of `zone`. */
export function timeIn(at: number, zone: string): string {
  return new Intl.DateTimeFormat(tag(), { timeStyle: 'short', timeZone: zone }).format(at);
}

/** As on a leaf of a calendar: „März" and „9". */
export function leafOf(at: number, zone: string): { month: string; day: string } {
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(tag(), { ...options, timeZone: zone }).format(at);
  return { month: part({ month: 'short' }), day: part({ day: 'numeric' }).replace(/\D/g, '') };
}

/** „9. März 2021" of a day without a time (`2021-03-09`). */
export function dayOf(date: string): string {
  return new Intl.DateTimeFormat(tag(), { dateStyle: 'long', timeZone: 'UTC' }).format(
    Date.parse(`${date}T12:00:00Z`)
  );
}

/** How a zone is called by those who live there, by its city: „Lissabon" has no entry, so „Lisbon". */
export function zoneName(zone: string): string {
  return zone === TIME_ZONE ? 'Berlin' : (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}
