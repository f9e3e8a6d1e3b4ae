import { sql } from 'kysely';
import type { Db } from '$lib/server/db/database';

/**
 * Notes who got in touch with these people of an AG, where nobody is noted yet; or takes it back (null).
 *
 * @returns how many it changed
 */
export async function setContacted(
  db: Db,
  workingGroupId: string,
  participantIds: readonly string[],
  contacted: { at: Date; by: string } | null
): Promise<number> {
  if (participantIds.length === 0) return 0;
  const result = await db
    .updateTable('signup')
    .where('working_group_id', '=', workingGroupId)
    .where('participant_id', 'in', participantIds)
    .where('removed_at', 'is', null)
    .where('contacted_at', contacted ? 'is' : 'is not', null)
    .set({ contacted_at: contacted?.at ?? null, contacted_by: contacted?.by ?? null })
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

export interface Unanswered {
  workingGroupId: string;
  number: number;
  title: string;
}

/**
 * Takes those who have waited since `before` and of whom nobody was reminded, one row for each; from then on they count as
 * reminded of, so that of two processes one gets them. Call it in the transaction that leaves the mails.
 */
export async function takeUnanswered(tx: Db, before: Date, now: Date): Promise<Unanswered[]> {
  return tx
    .updateTable('signup')
    .from('working_group')
    .whereRef('working_group.id', '=', 'signup.working_group_id')
    .where('working_group.removed_at', 'is', null)
    .where('signup.removed_at', 'is', null)
    .where('signup.level', '=', 'active')
    .where('signup.state', 'in', ['in', 'asked'])
    .where('signup.contacted_at', 'is', null)
    .where('signup.reminded_at', 'is', null)
    .where('signup.created_at', '<=', before)
    .set({ reminded_at: now })
    .returning(['working_group.id as workingGroupId', 'working_group.number', 'working_group.title'])
    .execute();
}

/** Those with an account who answer for an AG: its coordinators; where it has none, the space's moderation. */
export async function answerersOf(db: Db, workingGroupId: string): Promise<{ id: string; email: string }[]> {
  const rows = await db
    .selectFrom('working_group')
    .innerJoin('person', (join) => join.onTrue())
    .where('working_group.id', '=', workingGroupId)
    .where(
      sql<boolean>`case when exists (select from coordinator where coordinator.working_group_id = working_group.id)
        then exists (select from coordinator where coordinator.working_group_id = working_group.id
          and coordinator.person_id = person.id)
        else exists (select from member where member.space_id = working_group.space_id
          and member.person_id = person.id and member.role in ('facilitator', 'owner')) end`
    )
    .where('person.email', 'is not', null)
    .select(['person.id', 'person.email'])
    .orderBy('person.id')
    .execute();
  return rows.flatMap(({ id, email }) => (email === null ? [] : [{ id, email }]));
}
