/** The change log as history reads it. It is written in roomStore.ts, with the records. */
import { sql } from 'kysely';
import { TOLD_COMMANDS, type LoggedCommand } from '$lib/domain/board/history/entry';
import { PAST_TYPES, type PastStep } from '$lib/domain/board/history/past';
import type { Db } from '$lib/server/db/database';

export interface HistoryRows {
  roomId: string;
  /** Only what is older than this clock. */
  before?: number | undefined;
  limit: number;
  noteId?: string | undefined;
}

const ON_NOTES = TOLD_COMMANDS.filter((type) => /^(note|comment)\./.test(type));
/** Carry notes along, or concern several: all their steps are looked through. */
const WITH_NOTES = ['topic.merge', 'topic.remove', 'note.reveal'];

/**
 * Newest first. A phase that reveals notes logs each of them anew, so a row may weigh megabytes: only the first two records
 * are read, which are the ones that a command is about. Of topics that went, all.
 */
export async function readHistory(
  db: Db,
  { roomId, before, limit, noteId }: HistoryRows
): Promise<LoggedCommand[]> {
  const rows = await db
    .selectFrom('change')
    .where('room_id', '=', roomId)
    .$if(before !== undefined, (query) => query.where('seq', '<', before ?? 0))
    .$if(noteId === undefined, (query) => query.where('command_type', 'in', TOLD_COMMANDS))
    .$if(noteId !== undefined, (query) => query.where(concerns(noteId ?? '')))
    .orderBy('seq', 'desc')
    .limit(limit)
    .select(['seq', 'at', 'actor_id', 'command_type'])
    .select(
      sql<LoggedCommand['steps']>`
        case when command_type = any(${WITH_NOTES}) then steps
        else jsonb_path_query_array(steps, '$[0 to 1]') end`.as('steps')
    )
    .execute();
  return rows.map((row) => ({
    seq: row.seq,
    at: row.at.getTime(),
    actorId: row.actor_id,
    type: row.command_type,
    steps: row.steps
  }));
}

/** What a command on a note or a comment is about stands first among its steps. */
function concerns(noteId: string) {
  return sql<boolean>`(
    (command_type = any(${ON_NOTES}) and
      coalesce(steps -> 0 -> 'after' ->> 'noteId', steps -> 0 ->> 'id') = ${noteId})
    or (command_type = any(${WITH_NOTES}) and steps @> ${JSON.stringify([{ type: 'note', id: noteId }])}::jsonb))`;
}

/** The last clock at or before a time (ms since 1970), and when exactly; null: what was then is not kept any more. */
export async function clockAt(
  db: Db,
  roomId: string,
  when: { seq: number } | { at: number }
): Promise<{ seq: number; at: number } | null> {
  const row = await db
    .selectFrom('change')
    .where('room_id', '=', roomId)
    .$if('seq' in when, (query) => query.where('seq', '<=', 'seq' in when ? when.seq : 0))
    .$if('at' in when, (query) => query.where('at', '<=', new Date('at' in when ? when.at : 0)))
    .orderBy('seq', 'desc')
    .limit(1)
    .select(['seq', 'at'])
    .executeTakeFirst();
  return row ? { seq: row.seq, at: row.at.getTime() } : null;
}

/** Rows of the log read at once: one may weigh megabytes. */
const PORTION = 200;

/**
 * What each record was before the commands with the clocks from `from + 1` to `to`: one array a command, the newest first.
 * Throws where one of them is missing.
 */
export async function* stepsBack(
  db: Db,
  roomId: string,
  { from, to }: { from: number; to: number }
): AsyncGenerator<PastStep[]> {
  let next = to;
  while (next > from) {
    const { rows } = await sql<{ seq: number; steps: PastStep[] }>`
      select seq, coalesce(
        (select jsonb_agg(step.value - 'after' order by step.ordinality)
          from jsonb_array_elements(steps) with ordinality as step (value, ordinality)
          where step.value ->> 'type' = any(${[...PAST_TYPES]})),
        '[]') as steps
      from change where room_id = ${roomId} and seq > ${from} and seq <= ${next}
      order by seq desc limit ${PORTION}`.execute(db);
    for (const { seq, steps } of rows) {
      if (seq !== next) throw new Error('the change log has a gap');
      next -= 1;
      yield steps;
    }
    if (rows.length === 0) throw new Error('the change log has a gap');
  }
}

/** Answers how many rows went. @param before ms since 1970 */
export async function deleteChanges(db: Db, before: number): Promise<number> {
  let deleted = 0;
  for (;;) {
    // In portions: no transaction holds much for long.
    const { rows } = await sql<{ count: number }>`
      with gone as (
        delete from change where (room_id, seq) in (
          select room_id, seq from change where at < ${new Date(before)} limit 2000
        ) returning 1
      ) select count(*)::int as count from gone`.execute(db);
    const count = rows[0]?.count ?? 0;
    deleted += count;
    if (count === 0) return deleted;
  }
}
