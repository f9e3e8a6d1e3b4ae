import { sql, type Kysely } from 'kysely';

/** Sign-ups that wait for the link in the mail, and the personal links by which people change them later. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table signup_request (
      token_hash text primary key,
      -- Hash of the form as it was sent: five clicks are one request and one mail.
      form_hash text not null unique,
      working_group_id uuid not null references working_group on delete cascade,
      -- Who asked, where they were known; once confirmed, whose sign-up it is.
      person_id uuid references person on delete cascade,
      -- Until it is confirmed. Then it is a contact.
      email text,
      name text not null,
      organisation text,
      level text not null,
      show_name boolean not null,
      consent_text text not null,
      consented_at timestamptz not null,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      confirmed_at timestamptz,
      constraint signup_request_level_chk check (level in ('active', 'informed')),
      constraint signup_request_confirmed_chk check (
        (confirmed_at is null) = (email is not null) and (confirmed_at is null or person_id is not null))
    );
    create index signup_request_email_idx on signup_request (email, created_at) where email is not null;
    create index signup_request_person_idx on signup_request (person_id);
    create index signup_request_group_idx on signup_request (working_group_id);
    -- Whoever has the address showed it by following a link sent there.
    alter table contact add column confirmed_at timestamptz;
    create index contact_email_idx on contact (space_id, email) where confirmed_at is not null;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table contact drop column confirmed_at; drop table signup_request`.execute(db);
}
