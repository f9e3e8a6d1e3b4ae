import { sql, type RawBuilder } from 'kysely';
import { kindName } from '$lib/domain/kinds';
import type {
  Joining,
  NoteKind,
  SignupLevel,
  SignupState,
  WorkingGroupAudience,
  WorkingGroupState
} from '$lib/domain/records';
import type { MemberRole } from '$lib/server/db/types';
import type { Db } from '$lib/server/db/database';
import { standsFor } from './participants';

/** An AG as everybody may see it. */
export interface WorkingGroupRow {
  id: string;
  number: number;
  title: string;
  purpose: string;
  state: WorkingGroupState;
  /** How many may work in it; null: no limit. */
  limit: number | null;
  joining: Joining;
  audience: WorkingGroupAudience;
  active: number;
  informed: number;
  waiting: number;
}
/** With where it came from. `workshopId` is null for a board without a workshop. */
export interface WorkingGroupWithSource extends WorkingGroupRow {
  spaceId: string;
  roomId: string;
  topicId: string | null;
  createdAt: Date;
  workshop: { id: string; title: string; startsAt: Date | null };
}

const PUBLIC_COLUMNS = [
  'working_group.id',
  'working_group.number',
  'working_group.title',
  'working_group.purpose',
  'working_group.state',
  'working_group.places as limit',
  'working_group.joining',
  'working_group.audience',
  'working_group.active',
  'working_group.informed',
  'working_group.waiting'
] as const;

/** Without what only services may know. */
export function publicOf(group: WorkingGroupRow): WorkingGroupRow {
  const { id, number, title, purpose, state, limit, joining, audience, active, informed, waiting } = group;
  return { id, number, title, purpose, state, limit, joining, audience, active, informed, waiting };
}

/**
 * Who may see an AG that is not public: the space's moderation, its coordinators, who is signed up for it; with `members` the
 * space's members too, and always whoever takes part in its workshop. Nobody (null) sees public ones only.
 */
const seenBy = (personId: string | null): RawBuilder<boolean> =>
  personId === null
    ? sql<boolean>`working_group.audience = 'public'`
    : sql<boolean>`(working_group.audience = 'public'
      or exists (select from member where member.space_id = working_group.space_id
        and member.person_id = ${personId}
        and (working_group.audience = 'members' or member.role in ('facilitator', 'owner')))
      or exists (select from coordinator where coordinator.working_group_id = working_group.id
        and coordinator.person_id = ${personId})
      or exists (select from participant own
        join participant on participant.id = coalesce(own.merged_into, own.id)
        left join signup on signup.participant_id = participant.id
          and signup.working_group_id = working_group.id and signup.removed_at is null
        where own.room_id = working_group.room_id and own.person_id = ${personId}
        and participant.removed_at is null
        and (participant.role <> 'interested' or signup.level is not null)))`;

/** Those that `personId` may see; null: everybody. */
export async function workingGroupsOf(
  db: Db,
  spaceId: string,
  personId: string | null
): Promise<WorkingGroupRow[]> {
  return db
    .selectFrom('working_group')
    .where('space_id', '=', spaceId)
    .where('removed_at', 'is', null)
    .where(seenBy(personId))
    .select(PUBLIC_COLUMNS)
    .orderBy('number')
    .orderBy('created_at')
    .execute();
}

/** Those of a space that somebody coordinates, beside its moderation. */
export async function coordinatedBy(db: Db, spaceId: string, personId: string): Promise<WorkingGroupRow[]> {
  return db
    .selectFrom('working_group')
    .innerJoin('coordinator', 'coordinator.working_group_id', 'working_group.id')
    .where('space_id', '=', spaceId)
    .where('removed_at', 'is', null)
    .where('coordinator.person_id', '=', personId)
    .select(PUBLIC_COLUMNS)
    .orderBy('number')
    .execute();
}

export async function maySee(db: Db, id: string, personId: string | null): Promise<boolean> {
  const row = await db
    .selectFrom('working_group')
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .where(seenBy(personId))
    .select('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function findWorkingGroup(db: Db, id: string): Promise<WorkingGroupWithSource | null> {
  const row = await db
    .selectFrom('working_group')
    .innerJoin('workshop', 'workshop.room_id', 'working_group.room_id')
    .where('working_group.id', '=', id)
    .where('working_group.removed_at', 'is', null)
    .select([
      ...PUBLIC_COLUMNS,
      'working_group.space_id as spaceId',
      'working_group.room_id as roomId',
      'working_group.topic_id as topicId',
      'working_group.created_at as createdAt',
      'workshop.id as workshopId',
      'workshop.title as workshopTitle',
      'workshop.starts_at as startsAt'
    ])
    .executeTakeFirst();
  if (!row) return null;
  const { workshopId, workshopTitle, startsAt, ...group } = row;
  return { ...group, workshop: { id: workshopId, title: workshopTitle, startsAt } };
}

export interface OriginNote {
  id: string;
  title: string;
  body: string;
  kind: NoteKind;
  /** The board's own word for the kind; '' is the usual one. */
  kindName: string;
  group: string | null;
}
export interface Origin {
  title: string;
  dots: number | null;
  /** Whether no other topic of the wall got more dots. */
  most: boolean;
  notes: number;
  /** Notes and breakout groups of the whole workshop. */
  allNotes: number;
  allGroups: number;
}

/** The topic the AG grew from, and its numbers; null when it was taken away since. */
export async function findOrigin(db: Db, roomId: string, topicId: string): Promise<Origin | null> {
  const row = await db
    .selectFrom('topic')
    .where('topic.id', '=', topicId)
    .where('topic.room_id', '=', roomId)
    .where('topic.removed_at', 'is', null)
    .select((eb) => [
      'topic.title',
      'topic.dots',
      eb
        .selectFrom('topic as other')
        .whereRef('other.room_id', '=', 'topic.room_id')
        .where('other.removed_at', 'is', null)
        .select((inner) => sql<number>`coalesce(max(${inner.ref('other.dots')}), 0)::int`.as('most'))
        .as('most'),
      eb
        .selectFrom('note')
        .whereRef('note.topic_id', '=', 'topic.id')
        .where('note.removed_at', 'is', null)
        .where('note.status', '=', 'shown')
        .select(sql<number>`count(*)::int`.as('n'))
        .as('notes'),
      eb
        .selectFrom('note')
        .whereRef('note.room_id', '=', 'topic.room_id')
        .where('note.removed_at', 'is', null)
        .where('note.status', '=', 'shown')
        .select(sql<number>`count(*)::int`.as('n'))
        .as('allNotes'),
      eb
        .selectFrom('breakout_group')
        .whereRef('breakout_group.room_id', '=', 'topic.room_id')
        .where('breakout_group.removed_at', 'is', null)
        .select(sql<number>`count(*)::int`.as('n'))
        .as('allGroups')
    ])
    .executeTakeFirst();
  if (!row) return null;
  return {
    title: row.title,
    dots: row.dots,
    most: row.dots !== null && row.dots > 0 && row.dots >= (row.most ?? 0),
    notes: row.notes ?? 0,
    allNotes: row.allNotes ?? 0,
    allGroups: row.allGroups ?? 0
  };
}

/**
 * The notes of a topic without anything about who wrote them. None while the running phase lets people read only
 * their own or their group's notes, and none that is not approved: what the hall may not read, the street may not either.
 */
export async function originNotes(db: Db, roomId: string, topicId: string): Promise<OriginNote[]> {
  const rows = await db
    .selectFrom('note')
    .innerJoin('board as its', 'its.room_id', 'note.room_id')
    .leftJoin('breakout_group', (join) =>
      join.onRef('breakout_group.id', '=', 'note.group_id').on('breakout_group.removed_at', 'is', null)
    )
    .where('note.room_id', '=', roomId)
    .where('note.topic_id', '=', topicId)
    .where('note.removed_at', 'is', null)
    .where('note.status', '=', 'shown')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('board')
            .innerJoin('phase', 'phase.id', 'board.phase_id')
            .whereRef('board.room_id', '=', 'note.room_id')
            .where('phase.sees', '<>', 'all')
            .select('board.id')
        )
      )
    )
    .select(['note.id', 'note.title', 'note.body', 'note.kind', 'its.kinds', 'breakout_group.name as group'])
    .orderBy('note.rank')
    .orderBy('note.created_at')
    .orderBy('note.id')
    .execute();
  return rows.map(({ kinds, ...note }) => ({ ...note, kindName: kindName({ kinds }, note.kind) }));
}

/** Those who work in the AG and agreed that their name stands on its page. */
export async function shownMembers(
  db: Db,
  workingGroupId: string
): Promise<{ name: string; organisation: string | null }[]> {
  return db
    .selectFrom('signup')
    .innerJoin('participant', 'participant.id', 'signup.participant_id')
    .where('signup.working_group_id', '=', workingGroupId)
    .where('signup.removed_at', 'is', null)
    .where('participant.removed_at', 'is', null)
    .where('signup.level', '=', 'active')
    .where('signup.state', '=', 'in')
    .where('signup.show_name', '=', true)
    .select(['participant.name', 'participant.organisation'])
    .orderBy('signup.created_at')
    .orderBy('participant.id')
    .execute();
}

export interface OwnSignup {
  participantId: string;
  name: string;
  organisation: string | null;
  /** Null: in the workshop, but not (any more) in this AG. */
  level: SignupLevel | null;
  state: SignupState;
  /** Their place in the line, from 1; null: they do not wait for one. */
  place: number | null;
  showName: boolean;
  mailsOff: boolean;
}

/** What `personId` has with this AG; null when they were never in its workshop. */
export async function ownSignup(db: Db, workingGroupId: string, personId: string): Promise<OwnSignup | null> {
  const row = await db
    .selectFrom('working_group')
    .innerJoin('participant as own', 'own.room_id', 'working_group.room_id')
    .innerJoin('participant', (join) => join.on(standsFor('own')))
    .leftJoin('signup', (join) =>
      join
        .onRef('signup.working_group_id', '=', 'working_group.id')
        .onRef('signup.participant_id', '=', 'participant.id')
        .on('signup.removed_at', 'is', null)
    )
    .where('working_group.id', '=', workingGroupId)
    .where('own.person_id', '=', personId)
    .where('participant.removed_at', 'is', null)
    .select([
      'participant.id as participantId',
      'participant.name',
      'participant.organisation',
      'signup.level',
      'signup.state',
      'signup.show_name as showName',
      'signup.mails_off_at as mailsOffAt',
      sql<number | null>`case when signup.state = 'waiting' then
        (select count(*)::int from signup ahead where ahead.working_group_id = signup.working_group_id
          and ahead.removed_at is null and ahead.state = 'waiting' and ahead.since <= signup.since) end`.as(
        'place'
      )
    ])
    .executeTakeFirst();
  if (!row) return null;
  const { mailsOffAt, showName, state, ...own } = row;
  return { ...own, state: state ?? 'in', showName: showName ?? false, mailsOff: mailsOffAt !== null };
}

/** What stands beside the record: the consent to be named, words to the coordination, and the language of mails about it. */
export async function setBeside(
  db: Db,
  workingGroupId: string,
  participantId: string,
  { showName, message, language }: { showName: boolean; message: string | null; language: 'de' | 'en' }
): Promise<void> {
  await db
    .updateTable('signup')
    .set({ show_name: showName, language, ...(message !== null && { message }) })
    .where('working_group_id', '=', workingGroupId)
    .where('participant_id', '=', participantId)
    .execute();
}

/** @param since null: they want the mails of this AG again */
export async function setMailsOff(
  db: Db,
  workingGroupId: string,
  personId: string,
  since: Date | null
): Promise<void> {
  await db
    .updateTable('signup')
    .from('participant')
    .whereRef('participant.id', '=', 'signup.participant_id')
    .where('participant.person_id', '=', personId)
    .where('signup.working_group_id', '=', workingGroupId)
    .where('signup.removed_at', 'is', null)
    .set({ mails_off_at: since })
    .execute();
}

export interface DeskRow {
  participantId: string;
  /** Null: nobody's any more. */
  personId: string | null;
  name: string;
  organisation: string | null;
  level: SignupLevel;
  state: SignupState;
  /** Since when they wait, have asked or are in. */
  since: Date;
  /** Where they signed up: in the workshop, or on the AG's page without ever having been there. */
  source: 'workshop' | 'page';
  /** To the coordination; null: none. */
  message: string | null;
  showName: boolean;
  createdAt: Date;
  /** Null without consent. */
  email: string | null;
  consentText: string | null;
  consentedAt: Date | null;
  /** When a link sent to the address was followed. */
  confirmedAt: Date | null;
  /** When a mail server said that nobody is there. */
  refusedAt: Date | null;
  /** Since when they want no mails of this AG. */
  mailsOffAt: Date | null;
  /** When the coordination got in touch, and who did; `contactedBy` is null when that person was erased. */
  contactedAt: Date | null;
  contactedBy: string | null;
}

/** Everybody signed up, with the address of those only who agreed to be contacted. */
export async function deskRows(db: Db, workingGroupId: string): Promise<DeskRow[]> {
  return db
    .selectFrom('signup')
    .innerJoin('working_group', 'working_group.id', 'signup.working_group_id')
    .innerJoin('participant', 'participant.id', 'signup.participant_id')
    .leftJoinLateral(
      (eb) =>
        // Of two entries that were merged the address is the one that was confirmed, or given last.
        eb
          .selectFrom('participant as own')
          .innerJoin('contact', 'contact.person_id', 'own.person_id')
          .whereRef('contact.space_id', '=', 'working_group.space_id')
          .where(standsFor('own'))
          .select(['contact.email', 'contact.consent_text', 'contact.consented_at', 'contact.confirmed_at'])
          .select('contact.refused_at')
          .orderBy(sql`contact.confirmed_at desc nulls last`)
          .orderBy('contact.consented_at', 'desc')
          .limit(1)
          .as('contact'),
      (join) => join.onTrue()
    )
    .leftJoin('person as answerer', 'answerer.id', 'signup.contacted_by')
    .where('signup.working_group_id', '=', workingGroupId)
    .where('signup.removed_at', 'is', null)
    .select([
      'participant.id as participantId',
      'participant.name',
      'participant.organisation',
      'signup.level',
      'signup.state',
      'signup.since',
      'signup.message',
      sql<'workshop' | 'page'>`case participant.role when 'interested' then 'page' else 'workshop' end`.as(
        'source'
      ),
      'signup.show_name as showName',
      'signup.created_at as createdAt',
      'signup.mails_off_at as mailsOffAt',
      'signup.contacted_at as contactedAt',
      'answerer.name as contactedBy',
      'participant.person_id as personId',
      'contact.email',
      'contact.consent_text as consentText',
      'contact.consented_at as consentedAt',
      'contact.confirmed_at as confirmedAt',
      'contact.refused_at as refusedAt'
    ])
    .orderBy('participant.name')
    .orderBy('signup.created_at')
    .execute();
}

export async function memberRoleOf(db: Db, spaceId: string, personId: string): Promise<MemberRole | null> {
  const row = await db
    .selectFrom('member')
    .where('space_id', '=', spaceId)
    .where('person_id', '=', personId)
    .select('role')
    .executeTakeFirst();
  return row?.role ?? null;
}

export interface ContactRow {
  email: string;
  consentText: string;
  consentedAt: Date;
}

export async function findContact(db: Db, personId: string, spaceId: string): Promise<ContactRow | null> {
  const row = await db
    .selectFrom('contact')
    .where('person_id', '=', personId)
    .where('space_id', '=', spaceId)
    .select(['email', 'consent_text as consentText', 'consented_at as consentedAt'])
    .executeTakeFirst();
  return row ?? null;
}

/** @param contact.confirmedAt null: nobody followed a link sent there. An address that was confirmed stays so. */
export async function upsertContact(
  db: Db,
  personId: string,
  spaceId: string,
  { confirmedAt, ...contact }: ContactRow & { confirmedAt: Date | null }
): Promise<void> {
  const values = {
    email: contact.email,
    consent_text: contact.consentText,
    consented_at: contact.consentedAt
  };
  await db
    .insertInto('contact')
    .values({ person_id: personId, space_id: spaceId, confirmed_at: confirmedAt, ...values })
    .onConflict((conflict) =>
      conflict.columns(['person_id', 'space_id']).doUpdateSet({
        ...values,
        confirmed_at: sql<Date | null>`coalesce(excluded.confirmed_at,
          case when contact.email = excluded.email then contact.confirmed_at end)`,
        confirm_hash: sql<
          string | null
        >`case when contact.email = excluded.email then contact.confirm_hash end`,
        // Who gives it anew means it; a mail will show.
        refused_at: null
      })
    )
    .execute();
}

export async function deleteContact(db: Db, personId: string, spaceId: string): Promise<void> {
  await db.deleteFrom('contact').where('person_id', '=', personId).where('space_id', '=', spaceId).execute();
}

/**
 * Makes a guest under an id that was derived from the form they filled in, so that five clicks make one. Answers when
 * that guest was made: now, or by an earlier click.
 */
export async function insertGuest(
  db: Db,
  guest: { id: string; name: string; organisation: string | null }
): Promise<{ createdAt: Date; name: string }> {
  await db
    .insertInto('person')
    .values(guest)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  return db
    .selectFrom('person')
    .where('id', '=', guest.id)
    .select(['created_at as createdAt', 'name'])
    .executeTakeFirstOrThrow();
}
