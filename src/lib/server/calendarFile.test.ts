import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { momentOf } from '$lib/util/zonedTime';
import { calendarFile, meetingZones, type CalendarEntry } from './calendarFile';

const BERLIN = 'Europe/Berlin';
const at = (date: string, time: string, zone = BERLIN) => new Date(Number(momentOf(date, time, zone)));

function entry(more: Partial<CalendarEntry> = {}): CalendarEntry {
  return {
    id: '6f9b0a0e-3c1f-4d8e-9a55-0d9f5f0c2a11',
    title: 'Treffen',
    body: '',
    place: 'Dorfladen',
    video: null,
    startsAt: at('2026-03-24', '18:00'),
    endsAt: at('2026-03-24', '19:30'),
    timeZone: BERLIN,
    sequence: 0,
    cancelled: false,
    updatedAt: new Date('2026-02-01T12:00:00Z'),
    ...more
  };
}
const file = (entries: CalendarEntry[], name = 'AG 1: Dorf') =>
  calendarFile({ name, url: 'https://auftakt.example.org/ags/1', entries });

/** As a calendar program reads it, which knows no zones of its own. */
function read(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text) as ConstructorParameters<typeof ICAL.Component>[0]);
  const events = calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
  return { calendar, events };
}
const onClock = ({ startDate, endDate }: ICAL.Event) => [startDate.toString(), endDate.toString()];

test('a weekly meeting stays at six when the clocks go forward, and back', () => {
  const days = ['2026-03-24', '2026-03-31', '2026-10-20', '2026-10-27'];
  const entries = days.map((day, n) =>
    entry({ id: `meeting-${n}`, startsAt: at(day, '18:00'), endsAt: at(day, '19:30') })
  );
  const { events } = read(file(entries));
  expect(events.map(onClock)).toEqual(days.map((day) => [`${day}T18:00:00`, `${day}T19:30:00`]));
  expect(events.map(({ startDate }) => startDate.zone.tzid)).toEqual(days.map(() => BERLIN));
  // The zone's rules in the file give the very moments, an hour earlier by UTC in summer.
  expect(events.map(({ startDate }) => startDate.toJSDate().toISOString())).toEqual([
    '2026-03-24T17:00:00.000Z',
    '2026-03-31T16:00:00.000Z',
    '2026-10-20T16:00:00.000Z',
    '2026-10-27T17:00:00.000Z'
  ]);
});

test('a meeting in the night of the change is as long as it is', () => {
  const night = entry({ startsAt: at('2026-03-29', '01:30'), endsAt: at('2026-03-29', '03:30') });
  const [event] = read(file([night])).events;
  expect(event && onClock(event)).toEqual(['2026-03-29T01:30:00', '2026-03-29T03:30:00']);
  expect(event && (event.endDate.toUnixTime() - event.startDate.toUnixTime()) / 60).toBe(60);
});

test('each meeting has its own zone, with its rules beside it', () => {
  const lisbon = entry({
    id: 'lisbon',
    startsAt: at('2026-07-07', '17:00', 'Europe/Lisbon'),
    endsAt: at('2026-07-07', '18:00', 'Europe/Lisbon'),
    timeZone: 'Europe/Lisbon'
  });
  const { calendar, events } = read(file([entry(), lisbon]));
  expect(events.map(({ startDate }) => startDate.zone.tzid)).toEqual([BERLIN, 'Europe/Lisbon']);
  expect(events[1]?.startDate.toJSDate()).toEqual(new Date('2026-07-07T16:00:00Z'));
  const rules = calendar.getAllSubcomponents('vtimezone').map((zone) => zone.getFirstPropertyValue('tzid'));
  expect(rules).toEqual([BERLIN, 'Europe/Lisbon']);
});

test('what people wrote comes out as they wrote it', () => {
  const title = `Höfe; Läden, „Wege“ \\ Ziele 🏡 ${'Dorfentwicklungsgesellschaft '.repeat(6)}Ende`;
  const body = 'Erstens: sortieren\nBEGIN:VEVENT\nZweitens; fertig, oder?\\n';
  const text = file(
    [entry({ title, body, place: 'Alte Schule, Saal 2; Hof' })],
    'AG 1: Höfe, Läden; \\ mehr'
  );
  const { calendar, events } = read(text);
  expect(events).toHaveLength(1);
  expect(events[0]).toMatchObject({ summary: title, location: 'Alte Schule, Saal 2; Hof' });
  expect(events[0]?.description).toBe(`${body}\n\nhttps://auftakt.example.org/ags/1`);
  // Names of calendars are text like any other; this reader does not know them and leaves them as they stand.
  expect(calendar.getFirstPropertyValue('x-wr-calname')).toBe('AG 1: Höfe\\, Läden\\; \\\\ mehr');
  const lines = text.split('\r\n');
  expect(lines.filter((line) => Buffer.byteLength(line) > 75 && !line.startsWith('X-WR'))).toEqual([]);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
});

test('a changed or cancelled meeting is known again, and known as newer', () => {
  const later = new Date('2026-02-09T08:30:00Z');
  const moved = entry({ sequence: 1, updatedAt: later, cancelled: true });
  const [before, after] = [entry(), moved].map((one) => read(file([one])).events[0]?.component);
  const value = (name: string) =>
    [before, after].map((event) => String(event?.getFirstPropertyValue(name) ?? ''));
  expect(value('uid')).toEqual([moved.id, moved.id]);
  expect(value('sequence')).toEqual(['0', '1']);
  expect(value('status')).toEqual(['CONFIRMED', 'CANCELLED']);
  expect(value('dtstamp')).toEqual(['2026-02-01T12:00:00Z', '2026-02-09T08:30:00Z']);
  expect(value('last-modified')).toEqual(['2026-02-01T12:00:00Z', '2026-02-09T08:30:00Z']);
  expect(file([moved])).toBe(file([moved]));
});

test('the room is the place of a meeting without one, and an empty calendar is a calendar', () => {
  const video = 'https://meet.example.org/dorf?x=1,2';
  const [event] = read(file([entry({ place: '', video })])).events;
  expect(event).toMatchObject({ location: video });
  expect(event?.description).toContain(video);
  expect(read(file([])).events).toEqual([]);
});

test('meetings may be in zones that calendar files can describe', () => {
  expect(meetingZones()).toContain(BERLIN);
  expect(meetingZones()).toContain('Europe/London');
  expect(meetingZones()).not.toContain('Europe/Nowhere');
});
