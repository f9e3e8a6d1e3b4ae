/** Which cards wait for a word of their owners, and which have waited too long. */
import { sql } from 'kysely';
import type { Db } from '$lib/server/db/database';

/** A card whose owner is to be asked whether it is right. */
export interface CardToAsk {
  id: string;
  roomId: string;
  personId: string | null;
  name: string;
  /** Of the account, else what was confirmed for AGs, else what stands on the card; null: none is known. */
  email: string | null;
}

const MANY = 200;

/**
 * Takes the cards that others see and that nobody has confirmed since `before`, and notes that they were asked about: of two
 * processes one gets each.
 */
export async function takeDue(db: Db, before: Date, now: Date): Promise<CardToAsk[]> {
  const { rows } = await sql<CardToAsk>`
    update card set reminded_at = ${now}
    from (
      select id from card
      where removed_at is null and audience <> 'private' and confirmed_at < ${before}
        and (reminded_at is null or reminded_at < confirmed_at)
      order by confirmed_at limit ${MANY} for update skip locked
    ) due
    where card.id = due.id
    returning card.id, card.room_id as "roomId", card.owner_id as "personId", card.content->>'name' as name,
      coalesce(
        (select email from person where person.id = card.owner_id),
        (select contact.email from contact join room on room.space_id = contact.space_id
          where contact.person_id = card.owner_id and room.id = card.room_id and contact.confirmed_at is not null),
        nullif(card.content->>'email', '')
      ) as email
  `.execute(db);
  return rows;
}

export async function setCheckHash(db: Db, cardId: string, hash: string): Promise<void> {
  await db.updateTable('card').set({ check_hash: hash }).where('id', '=', cardId).execute();
}

interface Waiting {
  id: string;
  roomId: string;
}

/** Cards that others see although their owners were asked before `before` and have not answered. */
export function unanswered(db: Db, before: Date): Promise<Waiting[]> {
  return db
    .selectFrom('card')
    .where('removed_at', 'is', null)
    .where('audience', '!=', 'private')
    .where('reminded_at', '<', before)
    .whereRef('reminded_at', '>', 'confirmed_at')
    .select(['id', 'room_id as roomId'])
    .limit(MANY)
    .execute();
}

/** Cards that ran out, and that nobody has confirmed since `before`. */
export function forgotten(db: Db, before: Date): Promise<Waiting[]> {
  return db
    .selectFrom('card')
    .where('removed_at', 'is', null)
    .where('expired_from', 'is not', null)
    .where('confirmed_at', '<', before)
    .select(['id', 'room_id as roomId'])
    .limit(MANY)
    .execute();
}

/** The card behind the link in a mail. */
export async function findByCheck(db: Db, hash: string): Promise<Waiting | null> {
  const row = await db
    .selectFrom('card')
    .where('check_hash', '=', hash)
    .where('removed_at', 'is', null)
    .select(['id', 'room_id as roomId'])
    .executeTakeFirst();
  return row ?? null;
}
