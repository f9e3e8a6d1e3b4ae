/** Meetings of AGs, and the secrets in the addresses of people's calendars. */
import { sql, type Selectable } from 'kysely';
import type { Db } from '$lib/server/db/database';
import type { MeetingTable } from '$lib/server/db/types';

export interface MeetingRow {
  id: string;
  title: string;
  body: string;
  place: string;
  video: string;
  videoPublic: boolean;
  startsAt: Date;
  endsAt: Date;
  timeZone: string;
  sequence: number;
  cancelledAt: Date | null;
  updatedAt: Date;
}
/** What people say of a meeting. */
export type MeetingContent = Omit<MeetingRow, 'id' | 'sequence' | 'cancelledAt' | 'updatedAt'>;

const rowOf = (row: Selectable<MeetingTable>): MeetingRow => ({
  id: row.id,
  title: row.title,
  body: row.body,
  place: row.place,
  video: row.video,
  videoPublic: row.video_public,
  startsAt: row.starts_at,
  endsAt: row.ends_at,
  timeZone: row.time_zone,
  sequence: row.sequence,
  cancelledAt: row.cancelled_at,
  updatedAt: row.updated_at
});

const columnsOf = (content: MeetingContent) => ({
  title: content.title,
  body: content.body,
  place: content.place,
  video: content.video,
  video_public: content.videoPublic,
  starts_at: content.startsAt,
  ends_at: content.endsAt,
  time_zone: content.timeZone
});

/** By time. */
export async function meetingsOf(db: Db, workingGroupId: string): Promise<MeetingRow[]> {
  const rows = await db
    .selectFrom('meeting')
    .where('working_group_id', '=', workingGroupId)
    .selectAll()
    .orderBy('starts_at')
    .orderBy('id')
    .execute();
  return rows.map(rowOf);
}

/** Of each of these AGs the next one that takes place. */
export async function nextMeetings(
  db: Db,
  workingGroupIds: readonly string[],
  now: Date
): Promise<{ workingGroupId: string; startsAt: Date; timeZone: string }[]> {
  return db
    .selectFrom('meeting')
    .distinctOn('working_group_id')
    .where('working_group_id', '=', sql<string>`any(${workingGroupIds}::uuid[])`)
    .where('ends_at', '>', now)
    .where('cancelled_at', 'is', null)
    .select(['working_group_id as workingGroupId', 'starts_at as startsAt', 'time_zone as timeZone'])
    .orderBy('working_group_id')
    .orderBy('starts_at')
    .execute();
}

export async function findMeeting(db: Db, workingGroupId: string, id: string): Promise<MeetingRow | null> {
  const row = await db
    .selectFrom('meeting')
    .where('working_group_id', '=', workingGroupId)
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirst();
  return row ? rowOf(row) : null;
}

/** Those there already (the same form sent twice) stay as they are. @returns how many are new */
export async function insertMeetings(
  db: Db,
  workingGroupId: string,
  meetings: readonly (MeetingContent & { id: string })[],
  now: Date
): Promise<number> {
  const result = await db
    .insertInto('meeting')
    .values(
      meetings.map(({ id, ...content }) => ({
        id,
        working_group_id: workingGroupId,
        ...columnsOf(content),
        created_at: now,
        updated_at: now
      }))
    )
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows ?? 0n);
}

/** Changes it, and raises what tells calendars so. */
export async function updateMeeting(
  db: Db,
  id: string,
  change: MeetingContent | { cancelledAt: Date | null },
  now: Date
): Promise<void> {
  await db
    .updateTable('meeting')
    .where('id', '=', id)
    .set((eb) => ({
      ...('cancelledAt' in change ? { cancelled_at: change.cancelledAt } : columnsOf(change)),
      sequence: eb('sequence', '+', 1),
      updated_at: now
    }))
    .execute();
}

/** Only one that was called off: everybody has seen by then that it does not take place. */
export async function deleteCancelled(db: Db, workingGroupId: string, id: string): Promise<boolean> {
  const result = await db
    .deleteFrom('meeting')
    .where('working_group_id', '=', workingGroupId)
    .where('id', '=', id)
    .where('cancelled_at', 'is not', null)
    .executeTakeFirst();
  return result.numDeletedRows === 1n;
}

export async function countMeetings(db: Db, workingGroupId: string): Promise<number> {
  const row = await db
    .selectFrom('meeting')
    .where('working_group_id', '=', workingGroupId)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

export async function findCalendarKey(
  db: Db,
  workingGroupId: string,
  personId: string
): Promise<string | null> {
  const row = await db
    .selectFrom('calendar_key')
    .where('working_group_id', '=', workingGroupId)
    .where('person_id', '=', personId)
    .select('key')
    .executeTakeFirst();
  return row?.key ?? null;
}

/** A key that is there stays. */
export async function insertCalendarKey(
  db: Db,
  { workingGroupId, personId, key, now }: { workingGroupId: string; personId: string; key: string; now: Date }
): Promise<void> {
  await db
    .insertInto('calendar_key')
    .values({ working_group_id: workingGroupId, person_id: personId, key, created_at: now })
    .onConflict((conflict) => conflict.columns(['working_group_id', 'person_id']).doNothing())
    .execute();
}

/** Whose key this is. */
export async function holderOfKey(db: Db, workingGroupId: string, key: string): Promise<string | null> {
  const row = await db
    .selectFrom('calendar_key')
    .where('working_group_id', '=', workingGroupId)
    .where('key', '=', key)
    .select('person_id')
    .executeTakeFirst();
  return row?.person_id ?? null;
}
