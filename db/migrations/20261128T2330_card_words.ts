import { sql, type Kysely } from 'kysely';

/** The words of a search document one by one: near ones are looked for among the few thousand of a whole directory. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table card_search add column words text[] not null default '{}'`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table card_search drop column words`.execute(db);
}
