import { sql, type Kysely } from 'kysely';

/** Points of the order of the day hold files, besides links. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table agenda_item add files jsonb not null default '[]'`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table agenda_item drop files`.execute(db);
}
