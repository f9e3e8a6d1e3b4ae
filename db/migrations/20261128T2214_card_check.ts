import { sql, type Kysely } from 'kysely';

/** The link in the yearly mail "Stimmt das noch?": it answers for one card, and opens nothing else. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Hash of the secret in the link; a new question takes the old link's place.
    alter table card add column check_hash text;
    create unique index card_check_uq on card (check_hash)
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table card drop column check_hash`.execute(db);
}
