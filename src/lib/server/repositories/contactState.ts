/** The address that a person gave for the coordination of a space's AGs: whether anybody is there. */
import type { Db } from '$lib/server/db/database';

export interface ContactState {
  email: string;
  /** When a link sent there was followed. */
  confirmedAt: Date | null;
  /** When a mail server said that nobody is there. */
  refusedAt: Date | null;
}

const COLUMNS = ['email', 'confirmed_at as confirmedAt', 'refused_at as refusedAt'] as const;

export async function contactStateOf(
  db: Db,
  personId: string,
  spaceId: string
): Promise<ContactState | null> {
  const row = await db
    .selectFrom('contact')
    .where('person_id', '=', personId)
    .where('space_id', '=', spaceId)
    .select(COLUMNS)
    .executeTakeFirst();
  return row ?? null;
}

/** The link sent last is the one that counts. */
export async function expectConfirmation(
  db: Db,
  personId: string,
  spaceId: string,
  link: { hash: string; until: Date }
): Promise<void> {
  await db
    .updateTable('contact')
    .set({ confirm_hash: link.hash, confirm_until: link.until })
    .where('person_id', '=', personId)
    .where('space_id', '=', spaceId)
    .execute();
}

/** Null when the link was never sent, has run out, or the address was changed or withdrawn since. */
export async function contactByLink(db: Db, hash: string, now: Date): Promise<ContactState | null> {
  const row = await db
    .selectFrom('contact')
    .where('confirm_hash', '=', hash)
    .where('confirm_until', '>', now)
    .select(COLUMNS)
    .executeTakeFirst();
  return row ?? null;
}

export async function confirmContact(db: Db, hash: string, now: Date): Promise<void> {
  await db
    .updateTable('contact')
    .set({ confirmed_at: now, refused_at: null })
    .where('confirm_hash', '=', hash)
    .where('confirmed_at', 'is', null)
    .execute();
}
