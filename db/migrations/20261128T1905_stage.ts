import { sql, type Kysely } from 'kysely';

/** A timer that can be paused, what the projectors show, and who leads. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table board
      -- Of a timer that is paused; then timer_ends_at is null.
      add timer_left_ms integer,
      add stage text not null default 'auto'
        constraint board_stage_chk check (stage in
          ('auto', 'access', 'task', 'notes', 'topics', 'vote', 'workingGroups', 'cards', 'poll', 'blank')),
      add stage_names boolean not null default false,
      -- A participant of the room; somebody who is gone leads no more, so that there is nothing to refer to.
      add lead_id uuid
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table board drop timer_left_ms, drop stage, drop stage_names, drop lead_id
  `.execute(db);
}
