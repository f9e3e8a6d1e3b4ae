import { sql, type Kysely } from 'kysely';

/** What is printed on name badges: a code that leads to somebody's card, and says nothing by itself. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table badge (
      -- Not the id of the participant, which all of the board know: it would tell them whose card belongs to which name.
      code text primary key,
      participant_id uuid not null unique references participant on delete cascade,
      created_at timestamptz not null
    );
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table badge`.execute(db);
}
