import type { Db } from '$lib/server/db/database';

/** A card that somebody keeps, as they noted it. */
export interface Kept {
  cardId: string;
  note: string;
  keptAt: Date;
}

/** What a person keeps, the newest first. */
export async function keptBy(db: Db, personId: string): Promise<Kept[]> {
  return db
    .selectFrom('kept_card')
    .where('person_id', '=', personId)
    .select(['card_id as cardId', 'note', 'kept_at as keptAt'])
    .orderBy('kept_at', 'desc')
    .orderBy('card_id')
    .execute();
}

export async function findKept(db: Db, personId: string, cardId: string): Promise<Kept | null> {
  const row = await db
    .selectFrom('kept_card')
    .where('person_id', '=', personId)
    .where('card_id', '=', cardId)
    .select(['card_id as cardId', 'note', 'kept_at as keptAt'])
    .executeTakeFirst();
  return row ?? null;
}

export async function countKept(db: Db, personId: string): Promise<number> {
  const row = await db
    .selectFrom('kept_card')
    .where('person_id', '=', personId)
    .select((eb) => eb.fn.countAll<number>().as('kept'))
    .executeTakeFirstOrThrow();
  return Number(row.kept);
}

/** What is kept already stays as it is, with its note. */
export async function insertKept(db: Db, personId: string, { cardId, note, keptAt }: Kept): Promise<void> {
  await db
    .insertInto('kept_card')
    .values({ person_id: personId, card_id: cardId, note, kept_at: keptAt })
    .onConflict((conflict) => conflict.columns(['person_id', 'card_id']).doNothing())
    .execute();
}

/** @returns false: it is not kept */
export async function setKeptNote(db: Db, personId: string, cardId: string, note: string): Promise<boolean> {
  const result = await db
    .updateTable('kept_card')
    .set({ note })
    .where('person_id', '=', personId)
    .where('card_id', '=', cardId)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function deleteKept(db: Db, personId: string, cardId: string): Promise<void> {
  await db.deleteFrom('kept_card').where('person_id', '=', personId).where('card_id', '=', cardId).execute();
}
