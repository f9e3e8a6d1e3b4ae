/** Takes a person out of a board for good, with every word of theirs, also where the change log repeats them. */
import { sql } from 'kysely';
import type { Db } from '$lib/server/db/database';

/**
 * What was counted stays counted (dots of closed votes, answers to polls): numbers without a person. Everything else that is
 * theirs goes, or stands there without them. The room's clock is raised and all older tombstones are given up, so that every
 * client, also one that is away, reads everything anew.
 *
 * @returns false: there is no such person in the room
 */
export async function eraseParticipant(db: Db, roomId: string, participantId: string): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const room = await tx
      .selectFrom('room')
      .where('id', '=', roomId)
      .selectAll()
      .forUpdate()
      .executeTakeFirst();
    // The entries of the same person that were merged into this one go along.
    const entries = await tx
      .selectFrom('participant')
      .where('room_id', '=', roomId)
      .where((eb) => eb.or([eb('id', '=', participantId), eb('merged_into', '=', participantId)]))
      .select('id')
      .execute();
    if (!room || entries.length === 0) return false;
    const ids = entries.map(({ id }) => id);
    const isTheirs = sql<boolean>`author_id = any(${ids}::uuid[])`;
    const notes = await tx
      .deleteFrom('note')
      .where('room_id', '=', roomId)
      .where(isTheirs)
      .returning('id')
      .execute();
    const comments = await tx
      .deleteFrom('comment')
      .where('room_id', '=', roomId)
      .where(isTheirs)
      .returning('id')
      .execute();
    // Reactions, ballots, answers and sign-ups go with the row, by foreign key.
    await tx
      .deleteFrom('participant')
      .where('id', '=', sql<string>`any(${ids}::uuid[])`)
      .execute();
    await scrub(tx, roomId, { people: ids, things: [...notes, ...comments].map(({ id }) => id) });
    const clock = room.clock + 1;
    await tx.updateTable('room').set({ clock, floor: clock }).where('id', '=', roomId).execute();
    return true;
  });
}

/** A step stays in the log where nothing in it is theirs: no record of theirs, and none on a note of theirs. */
async function scrub(
  db: Db,
  roomId: string,
  { people, things }: { people: readonly string[]; things: readonly string[] }
): Promise<void> {
  const gone = [...people, ...things];
  const fields = ['id', 'noteId', 'authorId', 'participantId', 'personId'];
  const names = sql.join(
    fields.flatMap((field) => [
      sql`step #>> ${`{before,${field}}`}::text[]`,
      sql`step #>> ${`{after,${field}}`}::text[]`
    ])
  );
  await sql`
    update change
    set actor_id = case when actor_id = any(${people}::uuid[]) then null else actor_id end,
      steps = coalesce(
        (select jsonb_agg(step order by nth) from jsonb_array_elements(steps) with ordinality as every(step, nth)
          where not array[${names}] && ${gone}::text[]),
        '[]')
    where room_id = ${roomId} and (actor_id = any(${people}::uuid[])
      or exists (select from jsonb_array_elements(steps) step where array[${names}] && ${gone}::text[]))
  `.execute(db);
}
