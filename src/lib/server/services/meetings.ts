import * as v from 'valibot';
import { LIMITS } from '$lib/domain/limits';
import { REPEATS, type Meeting, type Repeat } from '$lib/domain/meetings';
import { TIME_ZONE } from '$lib/i18n/dates';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { Refusal } from '$lib/protocol/rooms';
import { uuid } from '$lib/protocol/text';
import type { Person } from '$lib/server/auth/sessions';
import { meetingZones } from '$lib/server/calendarFile';
import * as repository from '$lib/server/repositories/meetings';
import type { MeetingContent, MeetingRow } from '$lib/server/repositories/meetings';
import { newId } from '$lib/util/newId';
import { wallClock } from '$lib/util/zonedTime';
import type { ServiceContext } from './context';
import { refuseField, refuseForm } from './formRefusal';
import { standingIn, type Standing } from './groupStanding';
import type { Mailings } from './mailings';
import { idAfter, readMeeting, type MeetingForm, type RefusedMeeting } from './meetingForm';
import { meetingMail, spokenMeeting, type MeetingNews } from './meetingMail';
import { meetingOf } from './meetingOf';
import { refuse } from './refuse';
import type { WorkingGroupsService } from './workingGroups';

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

/** Meetings of an AG, on its page and told by mail. A series is as many meetings, each with a life of its own. */
export class MeetingsService {
  readonly #context: Pick<ServiceContext, 'db' | 'clock'>;
  readonly #groups: WorkingGroupsService;
  readonly #mailings: Mailings;

  constructor(
    context: Pick<ServiceContext, 'db' | 'clock'>,
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
    return next ? spokenMeeting(next) : null;
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
  async create(person: Person, groupId: string, form: MeetingForm): Promise<{ ok: true } | RefusedMeeting> {
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
      const content = readMeeting(form, n * REPEATS[repeat.output]);
      if (!content.ok) return content;
      meetings.push({ ...content.meeting, id: n === 0 ? id.output : idAfter(id.output, n) });
    }
    if (meetings.some(({ startsAt }) => startsAt.getTime() < clock.now()))
      return refuseField('date', m.meeting_error_past());
    const there = await repository.countMeetings(db, groupId);
    if (there + meetings.length > LIMITS.meetingsPerGroup) return refuseForm('limit');
    const made = await repository.insertMeetings(db, groupId, meetings, new Date(clock.now()));
    const [first, ...more] = meetings;
    if (made > 0 && form.tell && first) await this.#tell(person, groupId, id.output, 'new', [first, ...more]);
    return { ok: true };
  }

  /** Changes a meeting; calendars that know it take the change. Coordination only. */
  async edit(
    person: Person,
    groupId: string,
    id: string,
    form: MeetingForm
  ): Promise<{ ok: true } | RefusedMeeting> {
    const { db, clock } = this.#context;
    const row = await this.#own(person, groupId, id);
    if (!row) return refuseForm('forbidden');
    const content = readMeeting(form, 0);
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

  #standing(person: { id: string } | null, groupId: string): Promise<Standing | null> {
    return standingIn(this.#context, this.#groups, person, groupId);
  }

  async #own(person: Person, groupId: string, id: string): Promise<MeetingRow | null> {
    if (!(await this.#groups.coordinated(person, groupId)) || !v.is(uuid, id)) return null;
    return repository.findMeeting(this.#context.db, groupId, id);
  }

  async #tell(
    person: Person,
    groupId: string,
    id: string,
    what: MeetingNews,
    meetings: readonly [MeetingContent, ...MeetingContent[]]
  ): Promise<void> {
    if (!this.#mailings.available) return;
    // Also where nobody can be reached: that is no reason to refuse the meeting.
    await this.#mailings.send(person, groupId, {
      ...meetingMail(what, meetings),
      id,
      active: true,
      informed: true,
      chosen: null,
      answersToMe: false
    });
  }
}

function isSame(row: MeetingRow, meeting: MeetingContent): boolean {
  return (Object.keys(meeting) as (keyof MeetingContent)[]).every(
    (key) => String(row[key]) === String(meeting[key])
  );
}
