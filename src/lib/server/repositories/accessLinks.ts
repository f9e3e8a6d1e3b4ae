import type { AccessLinkTable } from '$lib/server/db/types';
import type { Db } from '$lib/server/db/database';

export interface AccessLink {
  tokenHash: string;
  purpose: AccessLinkTable['purpose'];
  personId: string | null;
  expiresAt: Date | null;
  usedAt: Date | null;
}

export async function insertAccessLink(db: Db, link: Omit<AccessLink, 'usedAt'>): Promise<void> {
  await db
    .insertInto('access_link')
    .values({
      token_hash: link.tokenHash,
      purpose: link.purpose,
      person_id: link.personId,
      expires_at: link.expiresAt
    })
    .execute();
}

/** The link while it is good: not expired at `now`. Whether it was used is for the caller to judge. */
export async function findAccessLink(db: Db, tokenHash: string, now: Date): Promise<AccessLink | null> {
  const row = await db
    .selectFrom('access_link')
    .where('token_hash', '=', tokenHash)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .selectAll()
    .executeTakeFirst();
  if (!row) return null;
  return {
    tokenHash: row.token_hash,
    purpose: row.purpose,
    personId: row.person_id,
    expiresAt: row.expires_at,
    usedAt: row.used_at
  };
}

/** Marks the link as used; false when somebody else was faster. */
export async function useAccessLink(db: Db, tokenHash: string, now: Date): Promise<boolean> {
  const result = await db
    .updateTable('access_link')
    .set({ used_at: now })
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function deleteAccessLinks(
  db: Db,
  which: { purpose: AccessLink['purpose']; personId?: string }
): Promise<void> {
  await db
    .deleteFrom('access_link')
    .where('purpose', '=', which.purpose)
    .$if(which.personId !== undefined, (query) => query.where('person_id', '=', which.personId ?? ''))
    .execute();
}
