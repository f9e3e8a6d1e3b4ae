import { sql, type Kysely } from 'kysely';

/** A few words to the coordination that may come with a sign-up. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table signup add column message text;
    alter table signup_request add column message text;
    -- They go with the sign-up.
    create or replace function signup_withdrawn() returns trigger language plpgsql as
      $$ begin
        new.show_name := false; new.mails_off_at := null; new.message := null;
        new.contacted_at := null; new.contacted_by := null; new.reminded_at := null;
        return new;
      end $$;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    create or replace function signup_withdrawn() returns trigger language plpgsql as
      $$ begin
        new.show_name := false; new.mails_off_at := null;
        new.contacted_at := null; new.contacted_by := null; new.reminded_at := null;
        return new;
      end $$;
    alter table signup_request drop column message;
    alter table signup drop column message
  `.execute(db);
}
