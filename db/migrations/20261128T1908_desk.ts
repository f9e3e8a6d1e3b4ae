import { sql, type Kysely } from 'kysely';

/** Mails of a coordination to its AG, and who wants none of them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table mailing (
      -- Made with the form: sent twice, it is the same mailing.
      id uuid primary key,
      working_group_id uuid not null references working_group on delete cascade,
      -- The name is read from person, so that erasing the person erases it here.
      sender_id uuid references person on delete set null,
      subject text not null,
      body text not null,
      -- How many mails were left in the queue, and how many of those meant were left out.
      recipients integer not null,
      left_out integer not null,
      created_at timestamptz not null,
      constraint mailing_subject_chk check (subject !~ '[[:cntrl:]]')
    );
    create index mailing_group_idx on mailing (working_group_id, created_at);

    alter table mail
      add column mailing_id uuid references mailing on delete set null,
      -- Hash of the secret in the mail's unsubscribe link. It outlives the content: the link in an old mail still works.
      add column exit_hash text unique;
    create index mail_mailing_idx on mail (mailing_id) where mailing_id is not null;

    -- The person wants no mails of this AG, and stays signed up.
    alter table signup add column mails_off_at timestamptz;
    create or replace function signup_withdrawn() returns trigger language plpgsql as
      $$ begin new.show_name := false; new.mails_off_at := null; return new; end $$;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    create or replace function signup_withdrawn() returns trigger language plpgsql as
      $$ begin new.show_name := false; return new; end $$;
    alter table signup drop column mails_off_at;
    alter table mail drop column exit_hash, drop column mailing_id;
    drop table mailing
  `.execute(db);
}
