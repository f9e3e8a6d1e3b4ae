/** Wall-clock times of a time zone (IANA name), with what a change to or from summer time does to them. */

/** How far the zone's clocks are ahead of UTC at this moment, ms. */
export function zoneOffset(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    timeZoneName: 'longOffset'
  }).formatToParts(at);
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  const match = /GMT([+-])(\d\d):(\d\d)/.exec(name);
  return match ? (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) * 60_000 : 0;
}

const DAY_MS = 24 * 3_600_000;

/**
 * The moment at which clocks of the zone show this date and time (`2026-11-24`, `17:00`), ms since 1970. In the hour that
 * comes twice it is the first one (as in calendar files, RFC 5545 3.3.5).
 *
 * @returns `none`: no date or time. `skipped`: in that night clocks jump over it.
 */
export function momentOf(date: string, time: string, zone: string): number | 'none' | 'skipped' {
  const asUtc = Date.parse(`${date}T${time}:00Z`);
  // 30 February becomes March where nobody looks.
  if (Number.isNaN(asUtc) || !new Date(asUtc).toISOString().startsWith(`${date}T${time}`)) return 'none';
  const found = [asUtc - DAY_MS, asUtc + DAY_MS]
    .map((near) => asUtc - zoneOffset(near, zone))
    .filter((at) => asUtc - zoneOffset(at, zone) === at);
  return found.length === 0 ? 'skipped' : Math.min(...found);
}

/** What clocks of the zone show at a moment: `2026-11-24` and `17:00`, as forms take it. */
export function wallClock(at: number, zone: string): { date: string; time: string } {
  const [date = '', time = ''] = new Date(at + zoneOffset(at, zone)).toISOString().split('T');
  return { date, time: time.slice(0, 5) };
}

/** A date (`2026-03-22`) so many days later. */
export function dateAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
