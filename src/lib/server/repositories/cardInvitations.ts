import { sql } from 'kysely';
import type { CardContent } from '$lib/domain/records';
import type { Db } from '$lib/server/db/database';

export interface Invitation {
  id: string;
  spaceId: string;
  kind: 'link' | 'person';
  label: string;
  email: string | null;
  content: CardContent | null;
  batchId: string | null;
  createdBy: string | null;
  createdAt: Date;
  expiresAt: Date | null;
  mailedAt: Date | null;
  takenBy: string | null;
  taken: number;
}

const rows = (db: Db) =>
  db
    .selectFrom('card_invitation')
    .where('kind', '!=', 'refused')
    .select(['id', 'space_id as spaceId', 'label', 'email', 'content', 'batch_id as batchId', 'taken'])
    .select(['created_by as createdBy', 'created_at as createdAt', 'expires_at as expiresAt'])
    .select(['mailed_at as mailedAt', 'taken_by as takenBy'])
    .select(sql<'link' | 'person'>`kind`.as('kind'));

/** All of a space, the newest first. */
export function invitationsOf(db: Db, spaceId: string): Promise<Invitation[]> {
  return rows(db).where('space_id', '=', spaceId).orderBy('created_at', 'desc').orderBy('id').execute();
}

export async function findInvitation(
  db: Db,
  which: { id: string; spaceId: string } | { tokenHash: string; now: Date }
): Promise<Invitation | null> {
  const row = await rows(db)
    .$if('id' in which, (query) =>
      query
        .where('id', '=', 'id' in which ? which.id : '')
        .where('space_id', '=', 'id' in which ? which.spaceId : '')
    )
    .$if('tokenHash' in which, (query) =>
      query
        .where('token_hash', '=', 'tokenHash' in which ? which.tokenHash : '')
        .where('expires_at', '>', 'tokenHash' in which ? which.now : null)
    )
    .executeTakeFirst();
  return row ?? null;
}

/** @returns false: the address is invited already */
export async function insertInvitation(
  db: Db,
  invitation: Omit<Invitation, 'takenBy' | 'taken'> & { tokenHash: string }
): Promise<boolean> {
  const result = await db
    .insertInto('card_invitation')
    .values({
      id: invitation.id,
      space_id: invitation.spaceId,
      kind: invitation.kind,
      token_hash: invitation.tokenHash,
      label: invitation.label,
      email: invitation.email,
      content: invitation.content && JSON.stringify(invitation.content),
      batch_id: invitation.batchId,
      created_by: invitation.createdBy,
      created_at: invitation.createdAt,
      expires_at: invitation.expiresAt,
      mailed_at: invitation.mailedAt
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows ?? 0n) === 1;
}

/** Another secret and another while: what was sent before opens nothing any more. */
export async function renewInvitation(
  db: Db,
  id: string,
  { tokenHash, expiresAt, mailedAt }: { tokenHash: string; expiresAt: Date; mailedAt: Date | null }
): Promise<void> {
  await db
    .updateTable('card_invitation')
    .set({ token_hash: tokenHash, expires_at: expiresAt, ...(mailedAt && { mailed_at: mailedAt }) })
    .where('id', '=', id)
    .execute();
}

export async function takeInvitation(db: Db, id: string, takenBy: string | null): Promise<void> {
  await db
    .updateTable('card_invitation')
    .set((eb) => ({ taken: eb('taken', '+', 1), ...(takenBy !== null && { taken_by: takenBy }) }))
    .where('id', '=', id)
    .execute();
}

/** What was prepared for somebody who has come. */
export async function preparedFor(db: Db, spaceId: string, personId: string): Promise<Invitation | null> {
  const row = await rows(db)
    .where('space_id', '=', spaceId)
    .where('taken_by', '=', personId)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** @returns how many there were */
export async function deleteInvitations(
  db: Db,
  which: { spaceId: string } & ({ id: string } | { batchId: string } | { takenBy: string })
): Promise<number> {
  const result = await db
    .deleteFrom('card_invitation')
    .where('space_id', '=', which.spaceId)
    .where('kind', '!=', 'refused')
    .$if('id' in which, (query) => query.where('id', '=', 'id' in which ? which.id : ''))
    .$if('batchId' in which, (query) => query.where('batch_id', '=', 'batchId' in which ? which.batchId : ''))
    .$if('takenBy' in which, (query) => query.where('taken_by', '=', 'takenBy' in which ? which.takenBy : ''))
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Somebody wants no card: all of it goes, a hash of the address stays so that they are not written to again. */
export async function refuseInvitation(db: Db, id: string, refusedHash: string | null): Promise<void> {
  if (refusedHash === null) {
    await db.deleteFrom('card_invitation').where('id', '=', id).execute();
    return;
  }
  await db
    .updateTable('card_invitation')
    .set({
      kind: 'refused',
      refused_hash: refusedHash,
      token_hash: null,
      email: null,
      content: null,
      batch_id: null,
      taken_by: null,
      label: '',
      expires_at: null
    })
    .where('id', '=', id)
    .execute();
}

export async function hasRefused(db: Db, spaceId: string, refusedHash: string): Promise<boolean> {
  const row = await db
    .selectFrom('card_invitation')
    .where('space_id', '=', spaceId)
    .where('refused_hash', '=', refusedHash)
    .select('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function countMailedSince(db: Db, spaceId: string, since: Date): Promise<number> {
  const row = await db
    .selectFrom('card_invitation')
    .where('space_id', '=', spaceId)
    .where('mailed_at', '>', since)
    .select((eb) => eb.fn.countAll<number>().as('mailed'))
    .executeTakeFirstOrThrow();
  return Number(row.mailed);
}

/** Whom nobody heard of in time is forgotten, with all that was prepared. */
export async function deleteExpiredInvitations(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('card_invitation').where('expires_at', '<=', now).execute();
}

/** Whether somebody with this address has a card: by their account, or by an address they confirmed. */
export async function hasCardBy(db: Db, roomId: string, email: string): Promise<boolean> {
  const row = await db
    .selectFrom('card')
    .innerJoin('person', 'person.id', 'card.owner_id')
    .leftJoin('contact', (join) =>
      join.onRef('contact.person_id', '=', 'person.id').on('contact.confirmed_at', 'is not', null)
    )
    .where('card.room_id', '=', roomId)
    .where('card.removed_at', 'is', null)
    .where((eb) => eb.or([eb('person.email', '=', email), eb('contact.email', '=', email)]))
    .select('card.id')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
