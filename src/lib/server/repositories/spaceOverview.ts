/** All AGs of a space at a glance: how they stand, how they grew, and who is in none. */
import { sql } from 'kysely';
import type { SignupLevel } from '$lib/domain/records';
import type { Db } from '$lib/server/db/database';

/** What the list of AGs does not say. */
export interface GroupDetails {
  id: string;
  /** Who have waited too long for an answer of the coordination. */
  unanswered: number;
  coordinators: number;
  nextMeeting: Date | null;
  workshop: string;
}

const isOne = (column: string, ids: readonly string[]) =>
  sql<boolean>`${sql.ref(column)} = any(${ids}::uuid[])`;

export async function detailsOf(
  db: Db,
  groupIds: readonly string[],
  { now, unansweredBefore }: { now: Date; unansweredBefore: Date }
): Promise<Map<string, GroupDetails>> {
  const { rows } = await sql<GroupDetails>`
    select working_group.id, workshop.title as workshop,
      (select count(*)::int from signup where working_group_id = working_group.id and removed_at is null
        and level = 'active' and state <> 'declined' and contacted_at is null
        and created_at < ${unansweredBefore}) as unanswered,
      (select count(*)::int from coordinator where working_group_id = working_group.id) as coordinators,
      (select min(starts_at) from meeting where working_group_id = working_group.id and cancelled_at is null
        and starts_at > ${now}) as "nextMeeting"
    from working_group left join workshop on workshop.room_id = working_group.room_id
    where ${isOne('working_group.id', groupIds)}
  `.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Somebody in an AG; `to` null: still there. */
export interface StayIn {
  level: SignupLevel;
  from: Date;
  to: Date | null;
}

/** When people came into these AGs and left them, of both kinds. */
export async function staysIn(db: Db, groupIds: readonly string[]): Promise<StayIn[]> {
  return db
    .selectFrom('signup')
    .where(isOne('working_group_id', groupIds))
    .where('state', '=', 'in')
    .select(['level', 'created_at as from', 'removed_at as to'])
    .execute();
}

export interface InNone {
  name: string;
  organisation: string | null;
  workshop: string;
}

/** People who took part in a workshop from which AGs grew, and are in none of the space's. */
export async function inNone(
  db: Db,
  spaceId: string,
  limit: number
): Promise<{ count: number; people: InNone[] }> {
  const { rows } = await sql<InNone & { count: number }>`
    select count(*) over ()::int as count, participant.name, participant.organisation, workshop.title as workshop
    from participant join workshop on workshop.room_id = participant.room_id
    where workshop.space_id = ${spaceId} and participant.role = 'participant' and participant.removed_at is null
      and not participant.appointed
      and exists (select from working_group where room_id = participant.room_id and removed_at is null)
      and not exists (
        select from signup join participant own on own.id = signup.participant_id
        where signup.removed_at is null
          and (own.id = participant.id or own.person_id = participant.person_id))
    order by workshop.starts_at desc nulls last, participant.name
    limit ${limit}
  `.execute(db);
  return {
    count: rows[0]?.count ?? 0,
    people: rows.map(({ name, organisation, workshop }) => ({ name, organisation, workshop }))
  };
}
