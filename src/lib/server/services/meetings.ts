import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { LIMITS } from '$lib/domain/limits';
import { REPEATS, type Meeting, type Repeat } from '$lib/domain/meetings';
import { TIME_ZONE, dayIn, dayOf, timeIn } from '$lib/i18n/dates';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { Refusal } from '$lib/protocol/rooms';
import { lineUpTo, nameUpTo, textUpTo, uuid } from '$lib/protocol/text';
import type { Person } from '$lib/server/auth/sessions';
import { newToken } from '$lib/server/auth/token';
import { calendarFile, meetingZones, type CalendarEntry } from '$lib/server/calendarFile';
import * as repository from '$lib/server/repositories/meetings';
import type { MeetingContent, MeetingRow } from '$lib/server/repositories/meetings';
import { newId } from '$lib/util/newId';
import { dateAfter, momentOf, wallClock } from '$lib/util/zonedTime';
import type { ServiceContext } from './context';
import { refuseField, refuseForm } from './formRefusal';
import { standingIn, type Standing } from './groupStanding';
import type { Mailings } from './mailings';
import { refuse } from './refuse';
import type { FormRefusal, WorkingGroupsService } from './workingGroups';

/** A meeting as its form sends it. */
export interface MeetingForm {
  /** Made with the form of a new one: the same form sent twice is one meeting. */
  id: unknown;
  title: unknown;
  body: unknown;
  place: unknown;
  video: unknown;
  videoPublic: boolean;
  /** `2026-03-24`, `18:00`, `19:30`; an end before the beginning is on the next day. */
  date: unknown;
  from: unknown;
  to: unknown;
  zone: unknown;
  /** Of a new one. */
  repeat: unknown;
  /** How many times. */
  times: unknown;
  /** Everybody signed up who takes mails gets one. */
  tell: boolean;
}
export type MeetingField = 'title' | 'body' | 'place' | 'video' | 'date' | 'from' | 'to' | 'zone' | 'times';
type Refused = FormRefusal<MeetingField>;

/** What the form of a meeting shows. */
export interface MeetingFields {
  title: string;
  body: string;
  place: string;
  video: string;
  videoPublic: boolean;
  date: string;
  from: string;
  to: string;
  zone: string;
}

/** `startsAt` in ms since 1970. */
export type NextMeeting = Pick<Meeting, 'startsAt' | 'timeZone'>;

export interface MeetingsPage {
  group: { id: string; number: number; title: string };
  meetings: Meeting[];
  /** The viewer is signed up, or coordinates. */
  inside: boolean;
  coordinates: boolean;
}

export interface MeetingToEdit {
  group: { id: string; number: number };
  meeting: Meeting | null;
  fields: MeetingFields | null;
  zone: string;
}

/** A file to be saved under a name. */
export interface CalendarDownload {
  ok: true;
  name: string;
  text: string;
}

/** Nobody meets longer: an end that far away is one before the beginning, or a slip. */
const LONGEST_MS = 12 * 3_600_000;

/** Meetings of an AG: on its page, in calendars, and told by mail. A series is as many meetings, each with a life of its own. */
export class MeetingsService {
  readonly #context: Pick<ServiceContext, 'db' | 'clock' | 'config'>;
  readonly #groups: WorkingGroupsService;
  readonly #mailings: Mailings;

  constructor(
    context: Pick<ServiceContext, 'db' | 'clock' | 'config'>,
    groups: WorkingGroupsService,
    mailings: Mailings
  ) {
    this.#context = context;
    this.#groups = groups;
    this.#mailings = mailings;
  }

  /** The zones that a meeting may be in. */
  get zones(): readonly string[] {
    return meetingZones();
  }

  /** All meetings by time, with the rooms' addresses that this viewer may have; null: no such AG, or none for them. */
  async page(person: { id: string } | null, groupId: string): Promise<MeetingsPage | null> {
    const standing = await this.#standing(person, groupId);
    if (!standing) return null;
    const { inside, coordinates, group } = standing;
    return {
      group: { id: group.id, number: group.number, title: group.title },
      meetings: await this.shownTo(standing),
      inside,
      coordinates
    };
  }

  /** As {@link page}, for whoever's standing is known. */
  async shownTo({ group, inside }: Standing): Promise<Meeting[]> {
    const rows = await repository.meetingsOf(this.#context.db, group.id);
    return rows.map((row) => meetingOf(row, inside));
  }

  /** When those AGs meet next that do, by their ids. Whoever asks has seen to it that the viewer may see them. */
  async nextOf(groupIds: readonly string[]): Promise<Record<string, NextMeeting>> {
    const { db, clock } = this.#context;
    const rows = await repository.nextMeetings(db, groupIds, new Date(clock.now()));
    return Object.fromEntries(
      rows.map(({ workingGroupId, startsAt, timeZone }) => [
        workingGroupId,
        { startsAt: startsAt.getTime(), timeZone }
      ])
    );
  }

  /** When and where the next one is, in words for a mail; null: there is none. Coordination only. */
  async nextInWords(person: { id: string }, groupId: string): Promise<string | null> {
    const { db, clock } = this.#context;
    if (!(await this.#groups.coordinated(person, groupId))) return null;
    const rows = await repository.meetingsOf(db, groupId);
    const now = clock.now();
    const next = rows.find(({ endsAt, cancelledAt }) => endsAt.getTime() > now && cancelledAt === null);
    return next ? [next.title, spokenTime(next), ...whereOf(next)].join('\n') : null;
  }

  /** One as its form shows it, or an empty form (`id` is null); for the coordination only. */
  async forForm(
    person: Person,
    groupId: string,
    id: string | null
  ): Promise<({ ok: true } & MeetingToEdit) | Refusal> {
    const found = await this.#groups.coordinated(person, groupId);
    if (!found) return refuse('forbidden');
    const group = { id: found.id, number: found.number };
    if (id === null) return { ok: true, group, meeting: null, fields: null, zone: TIME_ZONE };
    const row = await this.#own(person, groupId, id);
    if (!row) return refuse('not_found');
    const { title, body, place, video, videoPublic, startsAt, endsAt, timeZone: zone } = row;
    const { date, time: from } = wallClock(startsAt.getTime(), zone);
    const { time: to } = wallClock(endsAt.getTime(), zone);
    const fields = { title, body, place, video, videoPublic, date, from, to, zone };
    return { ok: true, group, meeting: meetingOf(row, true), fields, zone };
  }

  /** Makes a meeting, or a series of them at the same time of day. Coordination only. */
  async create(person: Person, groupId: string, form: MeetingForm): Promise<{ ok: true } | Refused> {
    const { db, clock } = this.#context;
    if (!(await this.#groups.coordinated(person, groupId))) return refuseForm('forbidden');
    const id = v.safeParse(uuid, form.id);
    const repeat = v.safeParse(v.picklist(Object.keys(REPEATS) as Repeat[]), form.repeat);
    if (!id.success || !repeat.success) return refuseForm('invalid');
    const times = repeat.output === 'none' ? 1 : Number(form.times);
    if (!Number.isInteger(times) || times < 1 || times > LIMITS.meetingsAtOnce) {
      return refuseField('times', m.meeting_error_times({ most: LIMITS.meetingsAtOnce }));
    }
    const meetings: (MeetingContent & { id: string })[] = [];
    for (let n = 0; n < times; n += 1) {
      const content = readForm(form, n * REPEATS[repeat.output]);
      if (!content.ok) return content;
      meetings.push({ ...content.meeting, id: n === 0 ? id.output : idAfter(id.output, n) });
    }
    if (meetings.some(({ startsAt }) => startsAt.getTime() < clock.now()))
      return refuseField('date', m.meeting_error_past());
    const there = await repository.countMeetings(db, groupId);
    if (there + meetings.length > LIMITS.meetingsPerGroup) return refuseForm('limit');
    const made = await repository.insertMeetings(db, groupId, meetings, new Date(clock.now()));
    if (made > 0 && form.tell) await this.#tell(person, groupId, id.output, 'new', meetings);
    return { ok: true };
  }

  /** Changes a meeting; calendars that know it take the change. Coordination only. */
  async edit(
    person: Person,
    groupId: string,
    id: string,
    form: MeetingForm
  ): Promise<{ ok: true } | Refused> {
    const { db, clock } = this.#context;
    const row = await this.#own(person, groupId, id);
    if (!row) return refuseForm('forbidden');
    const content = readForm(form, 0);
    if (!content.ok) return content;
    const { meeting } = content;
    const moved = meeting.startsAt.getTime() !== row.startsAt.getTime();
    if (moved && meeting.startsAt.getTime() < clock.now()) return refuseField('date', m.meeting_error_past());
    if (isSame(row, meeting)) return { ok: true };
    await repository.updateMeeting(db, id, meeting, new Date(clock.now()));
    if (form.tell) await this.#tell(person, groupId, newId(), 'changed', [meeting]);
    return { ok: true };
  }

  /** Calls a meeting off, or takes that back. It stays on the page, and calendars strike it out. Coordination only. */
  async setCancelled(
    person: Person,
    groupId: string,
    id: string,
    { on, tell }: { on: boolean; tell: boolean }
  ): Promise<{ ok: true } | Refusal> {
    const { db, clock } = this.#context;
    const row = await this.#own(person, groupId, id);
    if (!row) return refuse('forbidden');
    if (row.endsAt.getTime() <= clock.now()) return refuse('closed', m.meeting_error_over());
    if ((row.cancelledAt !== null) === on) return { ok: true };
    const now = new Date(clock.now());
    await repository.updateMeeting(db, id, { cancelledAt: on ? now : null }, now);
    if (tell) await this.#tell(person, groupId, newId(), on ? 'cancelled' : 'changed', [row]);
    return { ok: true };
  }

  /** Takes a meeting that was called off from the page. Coordination only. */
  async remove(person: Person, groupId: string, id: string): Promise<{ ok: true } | Refusal> {
    if (!(await this.#own(person, groupId, id))) return refuse('forbidden');
    const gone = await repository.deleteCancelled(this.#context.db, groupId, id);
    return gone ? { ok: true } : refuse('closed', m.meeting_error_not_cancelled());
  }

  /** One meeting for a calendar. */
  async download(
    person: { id: string } | null,
    groupId: string,
    id: string
  ): Promise<CalendarDownload | Refusal> {
    const standing = await this.#standing(person, groupId);
    const row = standing && v.is(uuid, id) && (await repository.findMeeting(this.#context.db, groupId, id));
    if (!standing || !row) return refuse('not_found');
    const day = wallClock(row.startsAt.getTime(), row.timeZone).date;
    const name = `${m.ag_name({ number: standing.group.number })} ${day}.ics`;
    return { ok: true, name, text: this.#file(standing, [row]) };
  }

  /**
   * All meetings, for programs that look again by themselves.
   *
   * @param key of a person's own address, for calendar programs have no session; null: as everybody sees it
   */
  async calendar(groupId: string, key: string | null): Promise<CalendarDownload | Refusal> {
    const { db } = this.#context;
    if (!v.is(uuid, groupId)) return refuse('not_found');
    const holder =
      key !== null && /^[\w-]{27}$/.test(key) ? await repository.holderOfKey(db, groupId, key) : null;
    // A key that is good no more opens nothing, rather than less than it did.
    if (key !== null && holder === null) return refuse('not_found');
    const standing = await this.#standing(holder === null ? null : { id: holder }, groupId);
    if (!standing || (holder !== null && !hasOwn(standing))) return refuse('not_found');
    const name = `${m.ag_name({ number: standing.group.number })}.ics`;
    return { ok: true, name, text: this.#file(standing, await repository.meetingsOf(db, groupId)) };
  }

  /** The address for subscribing: a person's own where they have one. Null: it has to be made first (`makeAddress`). */
  async address(person: { id: string } | null, groupId: string): Promise<string | null> {
    const standing = await this.#standing(person, groupId);
    if (!standing) return null;
    if (standing.personId === null || !hasOwn(standing)) return this.#address(groupId, null);
    const key = await repository.findCalendarKey(this.#context.db, groupId, standing.personId);
    return key === null ? null : this.#address(groupId, key);
  }

  /** Gives somebody who sees more than everybody an address of their own for it. A second time changes nothing. */
  async makeAddress(person: Person, groupId: string): Promise<{ ok: true } | Refusal> {
    const standing = await this.#standing(person, groupId);
    if (!standing || !hasOwn(standing)) return refuse('forbidden');
    const { db, clock } = this.#context;
    await repository.insertCalendarKey(db, {
      workingGroupId: groupId,
      personId: person.id,
      key: newToken(),
      now: new Date(clock.now())
    });
    return { ok: true };
  }

  #standing(person: { id: string } | null, groupId: string): Promise<Standing | null> {
    return standingIn(this.#context, this.#groups, person, groupId);
  }

  async #own(person: Person, groupId: string, id: string): Promise<MeetingRow | null> {
    if (!(await this.#groups.coordinated(person, groupId)) || !v.is(uuid, id)) return null;
    return repository.findMeeting(this.#context.db, groupId, id);
  }

  #address(groupId: string, key: string | null): string {
    const address = `${this.#context.config.origin}/ags/${groupId}/calendar.ics`;
    return key === null ? address : `${address}?key=${key}`;
  }

  #file({ group, inside }: Standing, rows: readonly MeetingRow[]): string {
    return calendarFile({
      name: m.ag_page_title({ number: group.number, title: group.title }),
      url: `${this.#context.config.origin}/ags/${group.id}`,
      entries: rows.map((row) => entryOf(row, meetingOf(row, inside)))
    });
  }

  async #tell(
    person: Person,
    groupId: string,
    id: string,
    what: 'new' | 'changed' | 'cancelled',
    meetings: readonly MeetingContent[]
  ): Promise<void> {
    const [first] = meetings;
    if (!first || !this.#mailings.available) return;
    const lead = {
      new: m.meeting_mail_new({ count: meetings.length }),
      changed: m.meeting_mail_changed(),
      cancelled: m.meeting_mail_cancelled()
    }[what];
    const subject = {
      new: m.meeting_mail_subject_new({ title: first.title, day: spokenDay(first) }),
      changed: m.meeting_mail_subject_changed({ title: first.title, day: spokenDay(first) }),
      cancelled: m.meeting_mail_subject_cancelled({ title: first.title, day: spokenDay(first) })
    }[what];
    const where = what === 'cancelled' ? [] : whereOf(first);
    const about = what === 'cancelled' ? '' : first.body;
    const paragraphs = [
      m.mail_greeting(),
      lead,
      [first.title, ...meetings.map(spokenTime), ...where].join('\n'),
      about
    ];
    // Also where nobody can be reached: that is no reason to refuse the meeting.
    await this.#mailings.send(person, groupId, {
      id,
      subject: subject.slice(0, LIMITS.mailSubject),
      body: paragraphs.filter((paragraph) => paragraph !== '').join('\n\n'),
      active: true,
      informed: true,
      chosen: null,
      answersToMe: false
    });
  }
}

/** They see what the address for everybody does not show. */
function hasOwn({ inside, group }: Standing): boolean {
  return inside || group.audience !== 'public';
}

function meetingOf(row: MeetingRow, inside: boolean): Meeting {
  const shown = row.video !== '' && (row.videoPublic || inside);
  return {
    id: row.id,
    title: row.title,
    body: row.body,
    place: row.place,
    video: shown ? row.video : null,
    videoHidden: row.video !== '' && !shown,
    startsAt: row.startsAt.getTime(),
    endsAt: row.endsAt.getTime(),
    timeZone: row.timeZone,
    cancelled: row.cancelledAt !== null
  };
}

function entryOf(row: MeetingRow, { video, videoHidden }: Meeting): CalendarEntry {
  const { id, title, place, startsAt, endsAt, timeZone, sequence, updatedAt, cancelledAt } = row;
  const body = videoHidden ? [row.body, m.meeting_video_inside()].filter(Boolean).join('\n\n') : row.body;
  const cancelled = cancelledAt !== null;
  return { id, title, body, place, video, startsAt, endsAt, timeZone, sequence, cancelled, updatedAt };
}

type When = Pick<MeetingContent, 'startsAt' | 'endsAt' | 'timeZone'>;

function spokenDay({ startsAt, timeZone }: When): string {
  return dayIn(startsAt.getTime(), timeZone);
}

function spokenTime(when: When): string {
  const from = timeIn(when.startsAt.getTime(), when.timeZone);
  const to = timeIn(when.endsAt.getTime(), when.timeZone);
  return `${spokenDay(when)}, ${m.meeting_hours({ from, to })}`;
}

const whereOf = ({ place, video }: Pick<MeetingContent, 'place' | 'video'>): string[] =>
  [place, video].filter((line) => line !== '');

function isSame(row: MeetingRow, meeting: MeetingContent): boolean {
  return (Object.keys(meeting) as (keyof MeetingContent)[]).every(
    (key) => String(row[key]) === String(meeting[key])
  );
}

/** The id of the nth meeting of a series: the same form gives the same ones. */
function idAfter(id: string, n: number): string {
  const hex = createHash('sha256').update(`meeting ${id} ${n}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const webAddress = v.pipe(
  lineUpTo(LIMITS.url),
  v.check((url) => url === '' || (/^https?:\/\//i.test(url) && URL.canParse(url)), 'invalid')
);

/** @param days after the date of the form, of a later one of a series */
function readForm(form: MeetingForm, days: number): { ok: true; meeting: MeetingContent } | Refused {
  const title = v.safeParse(nameUpTo(LIMITS.meetingTitle), form.title);
  if (!title.success) return refuseField('title', m.meeting_error_title({ most: LIMITS.meetingTitle }));
  const body = v.safeParse(textUpTo(LIMITS.meetingBody), form.body ?? '');
  if (!body.success) return refuseField('body', m.life_error_long({ most: LIMITS.meetingBody }));
  const place = v.safeParse(lineUpTo(LIMITS.place), form.place ?? '');
  if (!place.success) return refuseField('place', m.life_error_long({ most: LIMITS.place }));
  const video = v.safeParse(webAddress, form.video ?? '');
  if (!video.success) return refuseField('video', m.life_error_url());
  const zone = String(form.zone);
  if (!meetingZones().includes(zone)) return refuseField('zone', m.meeting_error_zone());

  const first = String(form.date);
  if (momentOf(first, '12:00', zone) === 'none') return refuseField('date', m.meeting_error_date());
  const date = dateAfter(first, days);
  const from = momentOf(date, String(form.from), zone);
  if (from === 'none') return refuseField('from', m.meeting_error_from());
  if (from === 'skipped') return refuseField('from', m.meeting_error_skipped({ day: dayOf(date) }));
  const sameDay = momentOf(date, String(form.to), zone);
  const to =
    typeof sameDay === 'number' && sameDay <= from
      ? momentOf(dateAfter(date, 1), String(form.to), zone)
      : sameDay;
  if (to === 'none') return refuseField('to', m.meeting_error_to());
  if (to === 'skipped') return refuseField('to', m.meeting_error_skipped({ day: dayOf(date) }));
  if (to - from > LONGEST_MS || to <= from) return refuseField('to', m.meeting_error_order());
  return {
    ok: true,
    meeting: {
      title: title.output,
      body: body.output,
      place: place.output,
      video: video.output,
      videoPublic: form.videoPublic,
      startsAt: new Date(from),
      endsAt: new Date(to),
      timeZone: zone
    }
  };
}
