import * as v from 'valibot';
import type { Meeting } from '$lib/domain/meetings';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { Refusal } from '$lib/protocol/rooms';
import { uuid } from '$lib/protocol/text';
import type { Person } from '$lib/server/auth/sessions';
import { newToken } from '$lib/server/auth/token';
import { calendarFile, type CalendarEntry } from '$lib/server/calendarFile';
import * as repository from '$lib/server/repositories/meetings';
import type { MeetingRow } from '$lib/server/repositories/meetings';
import { wallClock } from '$lib/util/zonedTime';
import type { ServiceContext } from './context';
import { standingIn, type Standing } from './groupStanding';
import { meetingOf } from './meetingOf';
import { refuse } from './refuse';
import type { WorkingGroupsService } from './workingGroups';

/** A file to be saved under a name. */
export interface CalendarDownload {
  ok: true;
  name: string;
  text: string;
}

/** Meetings of an AG in people's calendars: one taken along, or all of them subscribed to. See docs/decisions/0015. */
export class Calendars {
  readonly #context: Pick<ServiceContext, 'db' | 'clock' | 'config'>;
  readonly #groups: WorkingGroupsService;

  constructor(context: Pick<ServiceContext, 'db' | 'clock' | 'config'>, groups: WorkingGroupsService) {
    this.#context = context;
    this.#groups = groups;
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
}

/** They see what the address for everybody does not show. */
function hasOwn({ inside, group }: Standing): boolean {
  return inside || group.audience !== 'public';
}

function entryOf(row: MeetingRow, { video, videoHidden }: Meeting): CalendarEntry {
  const { id, title, place, startsAt, endsAt, timeZone, sequence, updatedAt, cancelledAt } = row;
  const body = videoHidden ? [row.body, m.meeting_video_inside()].filter(Boolean).join('\n\n') : row.body;
  const cancelled = cancelledAt !== null;
  return { id, title, body, place, video, startsAt, endsAt, timeZone, sequence, cancelled, updatedAt };
}
