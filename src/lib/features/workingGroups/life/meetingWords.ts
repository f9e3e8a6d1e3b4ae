import type { Meeting } from '$lib/domain/meetings';
import { TIME_ZONE, timeIn, zoneName } from '$lib/i18n/dates';
import { m } from '$lib/i18n/paraglide/messages.js';

type When = Pick<Meeting, 'startsAt' | 'endsAt' | 'timeZone'>;

/** „18:00 bis 19:30 Uhr", with the place of the clock where it is not the usual one. */
export function hoursOf({ startsAt, endsAt, timeZone }: When): string {
  const hours = m.meeting_hours({ from: timeIn(startsAt, timeZone), to: timeIn(endsAt, timeZone) });
  return timeZone === TIME_ZONE ? hours : `${hours} (${m.meeting_zone({ zone: zoneName(timeZone) })})`;
}

/** Where it is: a place, a room online, or both; empty where nothing is said. */
export function whereOf({
  place,
  video,
  videoHidden
}: Pick<Meeting, 'place' | 'video' | 'videoHidden'>): string {
  return [place, video !== null || videoHidden ? m.meeting_online() : '']
    .filter((part) => part !== '')
    .join(', ');
}
