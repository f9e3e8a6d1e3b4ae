/** Who coordinates an AG, and who was invited to. */
import { sql } from 'kysely';
import type { Db } from '$lib/server/db/database';

export interface Coordinator {
  personId: string;
  name: string;
  organisation: string | null;
  since: Date;
}

export async function coordinatorsOf(db: Db, workingGroupId: string): Promise<Coordinator[]> {
  return db
    .selectFrom('coordinator')
    .innerJoin('person', 'person.id', 'coordinator.person_id')
    .where('working_group_id', '=', workingGroupId)
    .select(['person.id as personId', 'person.name', 'person.organisation', 'coordinator.since'])
    .orderBy('coordinator.since')
    .orderBy('person.id')
    .execute();
}

export async function isCoordinator(db: Db, workingGroupId: string, personId: string): Promise<boolean> {
  const row = await db
    .selectFrom('coordinator')
    .where('working_group_id', '=', workingGroupId)
    .where('person_id', '=', personId)
    .select('since')
    .executeTakeFirst();
  return row !== undefined;
}

/** Who is one already stays so. */
export async function addCoordinator(
  db: Db,
  workingGroupId: string,
  personId: string,
  since: Date
): Promise<void> {
  await db
    .insertInto('coordinator')
    .values({ working_group_id: workingGroupId, person_id: personId, since })
    .onConflict((conflict) => conflict.columns(['working_group_id', 'person_id']).doNothing())
    .execute();
}

/** @returns whether they were one */
export async function removeCoordinator(db: Db, workingGroupId: string, personId: string): Promise<boolean> {
  const result = await db
    .deleteFrom('coordinator')
    .where('working_group_id', '=', workingGroupId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return result.numDeletedRows === 1n;
}

export interface Invitation {
  tokenHash: string;
  /** To whom it was mailed; null: it is a link that was handed on, or the mail is long gone. */
  email: string | null;
  createdAt: Date;
  expiresAt: Date;
}

/** Key of the mail with an invitation's link. */
export const invitationMail = (tokenHash: string): string => `coordinate:${tokenHash}`;

export async function insertInvitation(
  db: Db,
  invitation: Omit<Invitation, 'email'> & { workingGroupId: string }
): Promise<void> {
  await db
    .insertInto('coordinator_invitation')
    .values({
      token_hash: invitation.tokenHash,
      working_group_id: invitation.workingGroupId,
      created_at: invitation.createdAt,
      expires_at: invitation.expiresAt
    })
    .execute();
}

/** Those that can be followed still, the newest first. */
export async function invitationsOf(db: Db, workingGroupId: string, now: Date): Promise<Invitation[]> {
  return db
    .selectFrom('coordinator_invitation')
    .leftJoin('mail', (join) =>
      join.on(
        'mail.key',
        '=',
        sql<string>`concat(${invitationMail('')}::text, coordinator_invitation.token_hash)`
      )
    )
    .where('working_group_id', '=', workingGroupId)
    .where('expires_at', '>', now)
    .select(['token_hash as tokenHash', 'mail.recipient as email'])
    .select(['coordinator_invitation.created_at as createdAt', 'expires_at as expiresAt'])
    .orderBy('coordinator_invitation.created_at', 'desc')
    .execute();
}

/** Of which AG an invitation is that can be followed still. */
export async function findInvitation(db: Db, tokenHash: string, now: Date): Promise<string | null> {
  const row = await db
    .selectFrom('coordinator_invitation')
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', now)
    .select('working_group_id as workingGroupId')
    .executeTakeFirst();
  return row?.workingGroupId ?? null;
}

/** Of two who follow a link at once one gets `true`. A mail that has not gone out yet goes along. */
export async function deleteInvitation(db: Db, workingGroupId: string, tokenHash: string): Promise<boolean> {
  const result = await db
    .deleteFrom('coordinator_invitation')
    .where('token_hash', '=', tokenHash)
    .where('working_group_id', '=', workingGroupId)
    .executeTakeFirst();
  await db
    .deleteFrom('mail')
    .where('key', '=', invitationMail(tokenHash))
    .where('state', '=', 'waiting')
    .execute();
  return result.numDeletedRows === 1n;
}

export async function deleteExpiredInvitations(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('coordinator_invitation').where('expires_at', '<=', now).execute();
}
