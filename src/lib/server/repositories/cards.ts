import { sql } from 'kysely';
import type { CardRecord } from '$lib/domain/records';
import type { Db } from '$lib/server/db/database';
import { cardOf } from '$lib/server/repositories/records/afterwardsTables';

/** One card of a directory, removed ones left out. The whole record: only `cardFor` may let it out of the server. */
export async function cardById(db: Db, roomId: string, id: string): Promise<CardRecord | null> {
  const row = await db
    .selectFrom('card')
    .selectAll()
    .where('room_id', '=', roomId)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return row ? cardOf(row) : null;
}

/** The card behind a QR code, as long as its owner has not given up that address. */
export async function cardByLink(db: Db, roomId: string, linkId: string): Promise<CardRecord | null> {
  const row = await db
    .selectFrom('card')
    .selectAll()
    .where('room_id', '=', roomId)
    .where('link_id', '=', linkId)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return row ? cardOf(row) : null;
}

/** Like {@link cardById}, for many; in no order. */
export async function cardsByIds(db: Db, roomId: string, ids: readonly string[]): Promise<CardRecord[]> {
  const rows = await db
    .selectFrom('card')
    .selectAll()
    .where('room_id', '=', roomId)
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .where('removed_at', 'is', null)
    .execute();
  return rows.map(cardOf);
}

/** The card a person has in a directory. */
export async function cardOfPerson(db: Db, roomId: string, personId: string): Promise<CardRecord | null> {
  const row = await db
    .selectFrom('card')
    .selectAll()
    .where('room_id', '=', roomId)
    .where('owner_id', '=', personId)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return row ? cardOf(row) : null;
}
