import { sql } from 'kysely';
import type { SignupLevel } from '$lib/domain/records';
import type { Db } from '$lib/server/db/database';
import { insertGuest, upsertContact } from './workingGroups';
import { standsFor } from './participants';

/** A sign-up as it was asked for. */
export interface NewSignupRequest {
  tokenHash: string;
  formHash: string;
  workingGroupId: string;
  personId: string | null;
  email: string;
  name: string;
  organisation: string | null;
  level: SignupLevel;
  showName: boolean;
  message: string | null;
  consentText: string;
  consentedAt: Date;
  createdAt: Date;
  expiresAt: Date;
}
export interface SignupRequest extends Omit<NewSignupRequest, 'formHash' | 'email' | 'createdAt'> {
  /** Null once it is confirmed. */
  email: string | null;
  confirmedAt: Date | null;
}

/** @returns false when this very form was sent before */
export async function insertRequest(db: Db, request: NewSignupRequest): Promise<boolean> {
  const result = await db
    .insertInto('signup_request')
    .values({
      token_hash: request.tokenHash,
      form_hash: request.formHash,
      working_group_id: request.workingGroupId,
      person_id: request.personId,
      email: request.email,
      name: request.name,
      organisation: request.organisation,
      level: request.level,
      show_name: request.showName,
      message: request.message,
      consent_text: request.consentText,
      consented_at: request.consentedAt,
      created_at: request.createdAt,
      expires_at: request.expiresAt
    })
    .onConflict((conflict) => conflict.column('form_hash').doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** How many requests for this address wait since then. */
export async function countRequests(db: Db, email: string, since: Date): Promise<number> {
  const { count } = await db
    .selectFrom('signup_request')
    .where('email', '=', email)
    .where('created_at', '>', since)
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** Null when nobody asked so, when it was not confirmed in time, or when the sign-up was withdrawn. */
export async function findRequest(db: Db, tokenHash: string, now: Date): Promise<SignupRequest | null> {
  const row = await db
    .selectFrom('signup_request')
    .where('token_hash', '=', tokenHash)
    .where((eb) => eb.or([eb('confirmed_at', 'is not', null), eb('expires_at', '>', now)]))
    .select(['token_hash as tokenHash', 'working_group_id as workingGroupId', 'person_id as personId'])
    .select(['email', 'name', 'organisation', 'level', 'show_name as showName', 'message'])
    .select(['consent_text as consentText', 'consented_at as consentedAt'])
    .select(['expires_at as expiresAt', 'confirmed_at as confirmedAt'])
    .executeTakeFirst();
  return row ?? null;
}

/**
 * The one person of a confirmed address in a space, with the address now confirmed: whoever confirmed it before, else who
 * asked, else a new guest. One after the other for each address, so that two links followed at once are one person.
 */
export async function holderOf(
  db: Db,
  spaceId: string,
  request: Pick<SignupRequest, 'personId' | 'name' | 'organisation' | 'consentText' | 'consentedAt'> & {
    email: string;
  },
  { newId, now }: { newId: string; now: Date }
): Promise<string> {
  const { email } = request;
  return db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`${spaceId} ${email}`}, 0))`.execute(tx);
    const known = await tx
      .selectFrom('contact')
      .where('space_id', '=', spaceId)
      .where('email', '=', email)
      .where('confirmed_at', 'is not', null)
      .select('person_id as id')
      .executeTakeFirst();
    const id = known?.id ?? request.personId ?? newId;
    if (id === newId) {
      await insertGuest(tx, { id, name: request.name, organisation: request.organisation });
    }
    const { consentText, consentedAt } = request;
    await upsertContact(tx, id, spaceId, { email, consentText, consentedAt, confirmedAt: now });
    return id;
  });
}

/** From now on the link is for changing the sign-up. The mail that brought it is its person's too. */
export async function confirmRequest(
  db: Db,
  tokenHash: string,
  { personId, now, mailKey }: { personId: string; now: Date; mailKey: string }
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx
      .updateTable('signup_request')
      .set({ email: null, person_id: personId, confirmed_at: now })
      .where('token_hash', '=', tokenHash)
      .where('confirmed_at', 'is', null)
      .execute();
    await tx.updateTable('mail').set({ person_id: personId }).where('key', '=', mailKey).execute();
  });
}

export async function deleteRequestsOf(db: Db, personId: string, workingGroupId: string): Promise<void> {
  await db
    .deleteFrom('signup_request')
    .where('person_id', '=', personId)
    .where('working_group_id', '=', workingGroupId)
    .execute();
}

export async function deleteExpiredRequests(db: Db, now: Date): Promise<void> {
  await db
    .deleteFrom('signup_request')
    .where('confirmed_at', 'is', null)
    .where('expires_at', '<=', now)
    .execute();
}

/** Whether the person is signed up for any AG of the space. */
export async function hasSignups(db: Db, personId: string, spaceId: string): Promise<boolean> {
  const row = await db
    .selectFrom('signup')
    .innerJoin('working_group', 'working_group.id', 'signup.working_group_id')
    .innerJoin('participant', 'participant.id', 'signup.participant_id')
    .innerJoin('participant as own', (join) => join.on(standsFor('own')))
    .where('own.person_id', '=', personId)
    .where('working_group.space_id', '=', spaceId)
    .where('signup.removed_at', 'is', null)
    .select('signup.level')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
