import { sql, type Kysely } from 'kysely';

/** Who of an AG's sign-ups was answered, by whom and when, and when the coordination was reminded of those who wait. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table signup
      add column contacted_at timestamptz,
      add column contacted_by uuid references person on delete set null,
      add column reminded_at timestamptz;
    create index signup_unanswered_idx on signup (created_at)
      where contacted_at is null and reminded_at is null and removed_at is null and level = 'active';
    -- Who comes back waits anew.
    create or replace function signup_withdrawn() returns trigger language plpgsql as
      $$ begin
        new.show_name := false; new.mails_off_at := null;
        new.contacted_at := null; new.contacted_by := null; new.reminded_at := null;
        return new;
      end $$;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    create or replace function signup_withdrawn() returns trigger language plpgsql as
      $$ begin new.show_name := false; new.mails_off_at := null; return new; end $$;
    drop index signup_unanswered_idx;
    alter table signup drop column reminded_at, drop column contacted_by, drop column contacted_at
  `.execute(db);
}
