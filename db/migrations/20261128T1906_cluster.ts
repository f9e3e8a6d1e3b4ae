import { sql, type Kysely } from 'kysely';

/** Stacks of duplicates, notes revealed one by one, colours of topics. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- No foreign key: notes are written and restored in any order, and a note whose top is gone simply lies loose.
    alter table note add stack_id uuid, add revealed boolean not null default false;
    alter table topic add colour text
      constraint topic_colour_chk check (colour in ('yellow', 'green', 'blue', 'rose', 'orange'))
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table note drop stack_id, drop revealed;
    alter table topic drop colour
  `.execute(db);
}
