/** Whom to tell what has become of their sign-up. */
import { sql } from 'kysely';
import type { Db } from '$lib/server/db/database';
import { standsFor } from './participants';

export interface Told {
  workingGroupId: string;
  participantId: string;
  personId: string | null;
  email: string;
  /** Null: they did not sign up on a page. */
  language: 'de' | 'en' | null;
  number: number;
  title: string;
}

/**
 * Those of these sign-ups whose people get mails of the AG: the address is confirmed, and they have not turned them off. Read
 * in the transaction that changes the sign-ups, before it does.
 *
 * @param signups ids as of `SignupRecord`: `${workingGroupId}:${participantId}`
 */
export async function reachedBy(tx: Db, signups: readonly string[]): Promise<Told[]> {
  return tx
    .selectFrom('signup')
    .innerJoin('working_group', 'working_group.id', 'signup.working_group_id')
    .innerJoin('participant', 'participant.id', 'signup.participant_id')
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('participant as own')
          .innerJoin('contact', 'contact.person_id', 'own.person_id')
          .whereRef('contact.space_id', '=', 'working_group.space_id')
          .where('contact.confirmed_at', 'is not', null)
          .where(standsFor('own'))
          .select(['contact.email', 'contact.person_id as personId'])
          .orderBy('contact.confirmed_at', 'desc')
          .limit(1)
          .as('contact'),
      (join) => join.onTrue()
    )
    .where(
      sql<string>`concat(signup.working_group_id, ':', signup.participant_id)`,
      '=',
      sql<string>`any(${signups as string[]})`
    )
    .where('signup.mails_off_at', 'is', null)
    .select(['signup.working_group_id as workingGroupId', 'signup.participant_id as participantId'])
    .select(['contact.personId', 'contact.email', 'signup.language'])
    .select(['working_group.number', 'working_group.title'])
    .execute();
}

/** What an AG is called; null when it is new or gone. */
export async function numbered(
  tx: Db,
  workingGroupId: string
): Promise<{ number: number; title: string } | null> {
  const row = await tx
    .selectFrom('working_group')
    .where('id', '=', workingGroupId)
    .where('removed_at', 'is', null)
    .select(['number', 'title'])
    .executeTakeFirst();
  return row ?? null;
}

/** The addresses of an AG's people who are in no other AG of its space: nobody needs them any more. */
export async function deleteContactsOf(tx: Db, workingGroupId: string): Promise<void> {
  await sql`
    delete from contact using working_group, participant own, participant, signup
    where working_group.id = ${workingGroupId} and contact.space_id = working_group.space_id
      and signup.working_group_id = working_group.id and signup.removed_at is null
      and participant.id = signup.participant_id and own.person_id = contact.person_id
      and ${standsFor('own')}
      and not exists (select from participant other_entry
        join participant other on other.id = coalesce(other_entry.merged_into, other_entry.id)
        join signup elsewhere on elsewhere.participant_id = other.id and elsewhere.removed_at is null
        join working_group its on its.id = elsewhere.working_group_id and its.removed_at is null
        where other_entry.person_id = contact.person_id and its.space_id = working_group.space_id
          and its.id <> working_group.id)`.execute(tx);
}
