import { sql, type Kysely } from 'kysely';

/** Who gets into an AG: how many, by whose leave, who waits; who sees it, and who coordinates it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table working_group
      add column state text not null default 'open',
      -- How many can work in it; null: no limit.
      add column places integer,
      add column joining text not null default 'open',
      add column audience text not null default 'public',
      add column waiting integer not null default 0,
      add constraint working_group_state_chk check (state in ('open', 'paused', 'closed')),
      add constraint working_group_places_chk check (places > 0),
      add constraint working_group_joining_chk check (joining in ('open', 'approval')),
      add constraint working_group_audience_chk check (audience in ('public', 'members', 'participants'));

    alter table signup
      add column state text not null default 'in',
      -- Since when they wait, have asked or are in; who waits longest moves up first.
      add column since timestamptz,
      -- Once declined they ask anew, also where joining is open.
      add column declined_at timestamptz,
      -- Of the page on which they signed up: mails about it are in this one.
      add column language text;
    update signup set since = created_at;
    alter table signup
      alter column since set not null,
      add constraint signup_state_chk check (state in ('in', 'waiting', 'asked', 'declined')),
      add constraint signup_informed_chk check (state = 'in' or level = 'active'),
      add constraint signup_language_chk check (language in ('de', 'en'));

    create table coordinator (
      working_group_id uuid not null references working_group on delete cascade,
      person_id uuid not null references person on delete cascade,
      since timestamptz not null,
      primary key (working_group_id, person_id)
    );
    create index coordinator_person_idx on coordinator (person_id);

    -- A link that makes its holder a coordinator, once. To whom it was mailed stands with the mail.
    create table coordinator_invitation (
      token_hash text primary key,
      working_group_id uuid not null references working_group on delete cascade,
      created_at timestamptz not null,
      expires_at timestamptz not null
    );
    create index coordinator_invitation_group_idx on coordinator_invitation (working_group_id);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table coordinator_invitation;
    drop table coordinator;
    alter table signup drop column language, drop column declined_at, drop column since, drop column state;
    alter table working_group drop column waiting, drop column audience, drop column joining, drop column places,
      drop column state
  `.execute(db);
}
