import { sql } from 'kysely';
import type { Db } from '$lib/server/db/database';

/** Codes of participants, by their id; those who have none are not in it. */
export async function badgeCodes(db: Db, participantIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('badge')
    .where('participant_id', '=', sql<string>`any(${participantIds}::uuid[])`)
    .select(['participant_id', 'code'])
    .execute();
  return new Map(rows.map((row) => [row.participant_id, row.code]));
}

/** Who has a code already keeps it. */
export async function insertBadges(
  db: Db,
  badges: readonly { participantId: string; code: string }[],
  createdAt: Date
): Promise<void> {
  if (badges.length === 0) return;
  await db
    .insertInto('badge')
    .values(
      badges.map(({ participantId, code }) => ({
        participant_id: participantId,
        code,
        created_at: createdAt
      }))
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** All badges of a board: what was printed leads nowhere any more. */
export async function deleteBadgesOf(db: Db, roomId: string): Promise<void> {
  await db
    .deleteFrom('badge')
    .where('participant_id', 'in', (eb) =>
      eb.selectFrom('participant').where('room_id', '=', roomId).select('id')
    )
    .execute();
}

/** The person who wears the badge, of a workshop of this space; of two entries made one, the one that stayed. */
export async function personOfBadge(db: Db, spaceId: string, code: string): Promise<string | null> {
  const row = await db
    .selectFrom('badge')
    .innerJoin('participant as own', 'own.id', 'badge.participant_id')
    .innerJoin('room', 'room.id', 'own.room_id')
    .leftJoin('participant as stayed', 'stayed.id', 'own.merged_into')
    .where('badge.code', '=', code)
    .where('room.space_id', '=', spaceId)
    .select((eb) => eb.fn.coalesce('own.person_id', 'stayed.person_id').as('personId'))
    .executeTakeFirst();
  return row?.personId ?? null;
}
