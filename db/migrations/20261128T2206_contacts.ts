import { sql, type Kysely } from 'kysely';

/** Whose card somebody keeps, with notes of their own; and requests to get in touch, which show nobody's address. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table kept_card (
      person_id uuid not null references person on delete cascade,
      card_id uuid not null references card on delete cascade,
      note text not null default '',
      kept_at timestamptz not null,
      primary key (person_id, card_id)
    );
    create index kept_card_card_idx on kept_card (card_id);

    create table contact_request (
      id uuid primary key,
      card_id uuid not null references card on delete cascade,
      from_id uuid not null references person on delete cascade,
      to_id uuid not null references person on delete cascade,
      message text not null,
      -- What whoever asks gives to whoever decides; empty: nothing.
      email text not null default '',
      state text not null default 'waiting',
      -- Of whoever decides, for whoever asked.
      answer text not null default '',
      answer_email text not null default '',
      -- Of the link in the mail by which it is decided without signing in.
      token_hash text unique,
      created_at timestamptz not null,
      decided_at timestamptz,
      constraint contact_request_state_chk check (state in ('waiting', 'accepted', 'declined')),
      -- That it was declined, and when, is not for whoever asked to read, in "Meine Daten" neither.
      constraint contact_request_decided_chk check ((decided_at is not null) = (state = 'accepted')),
      constraint contact_request_self_chk check (from_id <> to_id)
    );
    -- Sent twice at once is sent once.
    create unique index contact_request_waiting_uq on contact_request (card_id, from_id) where state = 'waiting';
    create index contact_request_from_idx on contact_request (from_id, created_at);
    create index contact_request_to_idx on contact_request (to_id, created_at);
    create index contact_request_age_idx on contact_request (created_at);

    -- Who wants no requests.
    create table contact_off (
      person_id uuid primary key references person on delete cascade,
      since timestamptz not null
    );
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table contact_off, contact_request, kept_card`.execute(db);
}
