import { TZDate } from '@date-fns/tz';
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { tzlib_get_ical_block } from 'timezones-ical-library';

/** A meeting as calendars take it. */
export interface CalendarEntry {
  /** Stays the same for good: by it a calendar knows the meeting again. */
  id: string;
  title: string;
  body: string;
  place: string;
  /** Address of a video room that the reader may have. */
  video: string | null;
  startsAt: Date;
  endsAt: Date;
  timeZone: string;
  /** Counts its changes. */
  sequence: number;
  cancelled: boolean;
  updatedAt: Date;
}

export interface CalendarOf {
  /** How calendar programs name it. */
  name: string;
  /** The page it belongs to. */
  url: string;
  entries: readonly CalendarEntry[];
}

/** How often programs that subscribed look again, seconds. */
const LOOK_AGAIN_S = 4 * 3600;

/**
 * Meetings as an iCalendar file (RFC 5545): times with their zone and its rules, so that a calendar shows the wall clock that
 * was agreed on also where it knows no zone of that name, and changed ones under the same UID with a higher SEQUENCE. The same
 * meetings give the same bytes.
 */
export function calendarFile({ name, url, entries }: CalendarOf): string {
  const calendar = ical({
    prodId: { company: 'Auftakt', product: 'Auftakt', language: 'DE' },
    method: ICalCalendarMethod.PUBLISH,
    // The writer takes names as they are.
    name: name.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\s+/g, ' '),
    url,
    ttl: LOOK_AGAIN_S,
    // No zone of its own: it would take the Z from times that must be in UTC.
    timezone: { name: null, generator: zoneRules }
  });
  for (const entry of entries) {
    const { timeZone } = entry;
    calendar.createEvent({
      id: entry.id,
      start: new TZDate(entry.startsAt, timeZone),
      end: new TZDate(entry.endsAt, timeZone),
      timezone: timeZone,
      summary: entry.title,
      description: [entry.body, entry.video, url].filter(Boolean).join('\n\n'),
      location: entry.place || entry.video,
      // Not the room's: the writer puts backslashes before the commas of an address.
      url,
      status: entry.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      sequence: entry.sequence,
      stamp: entry.updatedAt,
      lastModified: entry.updatedAt
    });
  }
  return `${calendar.toString()}\r\n`;
}

/** The zone's rules as a VTIMEZONE; null: there is no such zone. */
function zoneRules(zone: string): string | null {
  const [rules] = tzlib_get_ical_block(zone);
  return rules?.includes(`\nTZID:${zone}\r`) ? rules : null;
}

let zones: readonly string[] | undefined;

/** The zones that a meeting may be in: those of Europe that both the server's clock and calendar files know by the same name. */
export function meetingZones(): readonly string[] {
  zones ??= Intl.supportedValuesOf('timeZone').filter(
    (zone) => zone.startsWith('Europe/') && zoneRules(zone) !== null
  );
  return zones;
}
