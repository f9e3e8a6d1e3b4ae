import { sql } from 'kysely';
import type { CardRecord } from '$lib/domain/records';
import type { Db } from '$lib/server/db/database';
import { StoreRefusal, type StoredChange } from '$lib/sync/ports';
import { holdFiles } from './files';
import { standsFor } from './participants';
import type { RoomContext } from './records/recordTable';

/**
 * Puts cards right before they are written, in the writing transaction: a photo is one that its owner uploaded here, and the AGs
 * and workshops shown are those the person is in. Records are corrected in place, so that the room keeps and sends what was
 * written. What stood on the card before is looked at again too: whoever left an AG shows it no longer with the next saving.
 *
 * @throws {StoreRefusal} `not_found` for a photo that is gone or somebody else's
 */
export async function settleCards(
  db: Db,
  { roomId, spaceId }: RoomContext,
  changes: readonly StoredChange[]
): Promise<void> {
  for (const { steps } of changes) {
    for (const { before, after } of steps) {
      if (after.type !== 'card' || after.removedAt !== null) continue;
      const had = before?.type === 'card' ? before.photo : null;
      if (after.photo !== null && after.photo !== had) await holdPhoto(db, roomId, after, after.photo);
      if (after.workingGroups.length > 0)
        after.workingGroups = keep(after.workingGroups, await workingGroupsIn(db, spaceId, after.ownerId));
      if (after.workshops.length > 0)
        after.workshops = keep(after.workshops, await workshopsIn(db, spaceId, after.ownerId));
    }
  }
}

const keep = (ids: readonly string[], known: readonly { id: string }[]): string[] =>
  ids.filter((id) => known.some((one) => one.id === id));

async function holdPhoto(db: Db, roomId: string, card: CardRecord, id: string): Promise<void> {
  const file = (await holdFiles(db, [id])).get(id);
  if (!file || file.roomId !== roomId || file.ownerId !== card.ownerId || file.width === null)
    throw new StoreRefusal('not_found', 'no photo to put on a card');
}

/** AGs of the space in which the person works, by number. Not those that only some may see: a card is no way round that. */
export async function workingGroupsIn(
  db: Db,
  spaceId: string,
  personId: string | null
): Promise<{ id: string; number: number; title: string }[]> {
  if (personId === null) return [];
  return db
    .selectFrom('signup')
    .innerJoin('working_group', 'working_group.id', 'signup.working_group_id')
    .innerJoin('participant', 'participant.id', 'signup.participant_id')
    .innerJoin('participant as own', (join) => join.on(standsFor('own')))
    .where('own.person_id', '=', personId)
    .where('working_group.space_id', '=', spaceId)
    .where('working_group.removed_at', 'is', null)
    .where('signup.removed_at', 'is', null)
    .where('signup.level', '=', 'active')
    .where('signup.state', '=', 'in')
    .where('working_group.audience', '=', 'public')
    .select(['working_group.id', 'working_group.number', 'working_group.title'])
    .distinct()
    .orderBy('working_group.number')
    .execute();
}

/** Workshops of the space that the person takes or took part in, the newest first. */
export async function workshopsIn(
  db: Db,
  spaceId: string,
  personId: string | null
): Promise<{ id: string; title: string }[]> {
  if (personId === null) return [];
  return db
    .selectFrom('workshop')
    .innerJoin('participant', 'participant.room_id', 'workshop.room_id')
    .innerJoin('participant as own', (join) => join.on(standsFor('own')))
    .where('own.person_id', '=', personId)
    .where('workshop.space_id', '=', spaceId)
    .where('workshop.is_template', '=', false)
    .where('participant.removed_at', 'is', null)
    .where('participant.role', '!=', 'interested')
    .select(['workshop.id', 'workshop.title', 'workshop.created_at'])
    .distinct()
    .orderBy(sql`workshop.created_at desc`)
    .execute();
}

/** What these workshops of the space are called, by name. */
export async function workshopsNamed(
  db: Db,
  spaceId: string,
  ids: readonly string[]
): Promise<{ id: string; title: string }[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('workshop')
    .where('space_id', '=', spaceId)
    .where('id', '=', sql<string>`any(${[...new Set(ids)]}::uuid[])`)
    .select(['id', 'title'])
    .orderBy('title')
    .execute();
}
