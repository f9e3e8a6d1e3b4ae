import { sql, type Kysely } from 'kysely';

/**
 * The first shape. Every record table of a room carries `room_id`, `seq` (the room's clock of the last change) and
 * `removed_at` (soft removal: a removed row is the tombstone that clients catch up by).
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table space (
      id uuid primary key,
      name text not null,
      tagline text not null default '',
      about text not null default '',
      regions jsonb not null default '[]',
      fields jsonb not null default '[]',
      created_at timestamptz not null default now()
    );

    -- A human being as this installation knows them: a guest (no e-mail) or the holder of an account.
    create table person (
      id uuid primary key,
      name text not null,
      organisation text,
      email text,
      password_hash text,
      created_at timestamptz not null default now(),
      constraint person_account_chk check ((email is null) = (password_hash is null)),
      constraint person_email_chk check (email = lower(email))
    );
    create unique index person_email_uq on person (email);

    create table member (
      space_id uuid not null references space on delete cascade,
      person_id uuid not null references person on delete cascade,
      role text not null,
      created_at timestamptz not null default now(),
      primary key (space_id, person_id),
      constraint member_role_chk check (role in ('member', 'facilitator', 'owner'))
    );
    create index member_person_idx on member (person_id);

    -- Only a hash of the session id is kept: who reads this table cannot act as anybody.
    create table session (
      id_hash text primary key,
      person_id uuid not null references person on delete cascade,
      expires_at timestamptz not null,
      created_at timestamptz not null default now()
    );
    create index session_person_idx on session (person_id);
    create index session_expires_idx on session (expires_at);

    -- Links that open something (return on another device, sign in, first set-up); hash of the token only.
    create table access_link (
      token_hash text primary key,
      purpose text not null,
      person_id uuid references person on delete cascade,
      expires_at timestamptz,
      used_at timestamptz,
      created_at timestamptz not null default now(),
      constraint access_link_purpose_chk check (purpose in ('setup', 'sign_in', 'return'))
    );

    create table room (
      id uuid primary key,
      kind text not null,
      space_id uuid not null references space on delete cascade,
      clock bigint not null default 0,
      -- Tombstones up to this clock are gone: a client behind it gets a fresh snapshot.
      floor bigint not null default 0,
      constraint room_kind_chk check (kind in ('board', 'directory'))
    );
    create unique index room_directory_uq on room (space_id) where kind = 'directory';

    create table workshop (
      id uuid primary key,
      space_id uuid not null references space on delete cascade,
      room_id uuid not null references room,
      title text not null,
      starts_at timestamptz,
      place text not null default '',
      template text not null,
      code char(6) not null,
      -- The code works while the workshop is open. Mirrors the board record's open flag.
      open boolean not null default true,
      expected integer,
      created_by uuid references person on delete set null,
      created_at timestamptz not null default now(),
      constraint workshop_template_chk check (template in ('auftakt', 'board'))
    );
    create unique index workshop_code_uq on workshop (code) where open;
    create unique index workshop_room_uq on workshop (room_id);
    create index workshop_space_idx on workshop (space_id);

    create table agenda_item (
      id uuid primary key,
      workshop_id uuid not null references workshop on delete cascade,
      position integer not null,
      starts text not null default '',
      title text not null,
      body text not null default '',
      links jsonb not null default '[]'
    );
    create index agenda_item_workshop_idx on agenda_item (workshop_id, position);

    create table board (
      id uuid primary key,
      room_id uuid not null references room on delete cascade,
      seq bigint not null,
      removed_at timestamptz,
      title text not null,
      question text not null default '',
      phase_id uuid,
      timer_ends_at timestamptz,
      votes_per_person integer not null default 3,
      voting text not null default 'none',
      open boolean not null default true,
      constraint board_voting_chk check (voting in ('none', 'open', 'closed'))
    );

    create table phase (
      id uuid primary key,
      room_id uuid not null references room on delete cascade,
      seq bigint not null,
      removed_at timestamptz,
      phase text not null,
      position integer not null,
      sees text not null default 'all',
      instruction text not null default '',
      constraint phase_phase_chk check (phase in ('collect', 'cluster', 'vote', 'commit', 'network')),
      constraint phase_sees_chk check (sees in ('all', 'group', 'own'))
    );
    create index phase_room_idx on phase (room_id);

    create table breakout_group (
      id uuid primary key,
      room_id uuid not null references room on delete cascade,
      seq bigint not null,
      removed_at timestamptz,
      name text not null,
      task text not null default '',
      rank text not null collate "C",
      done boolean not null default false
    );
    create index breakout_group_room_idx on breakout_group (room_id);

    create table participant (
      id uuid primary key,
      room_id uuid not null references room on delete cascade,
      seq bigint not null,
      removed_at timestamptz,
      person_id uuid references person on delete set null,
      name text not null,
      organisation text,
      group_id uuid,
      role text not null,
      created_at timestamptz not null default now(),
      constraint participant_role_chk check (role in ('interested', 'participant', 'facilitator'))
    );
    create unique index participant_person_uq on participant (room_id, person_id);
    create index participant_person_idx on participant (person_id);

    create table topic (
      id uuid primary key,
      room_id uuid not null references room on delete cascade,
      seq bigint not null,
      removed_at timestamptz,
      title text not null,
      rank text not null collate "C",
      dots integer,
      working_group_id uuid
    );
    create index topic_room_idx on topic (room_id);

    create table note (
      id uuid primary key,
      room_id uuid not null references room on delete cascade,
      seq bigint not null,
      removed_at timestamptz,
      group_id uuid,
      topic_id uuid,
      title text not null default '',
      body text not null,
      kind text not null,
      rank text not null collate "C",
      x double precision,
      y double precision,
      -- The author's name is read from participant, so that erasing the person erases it here.
      author_id uuid references participant on delete set null,
      version integer not null default 1,
      created_at timestamptz not null,
      edited_at timestamptz,
      constraint note_kind_chk check (kind in ('idea', 'offer', 'question', 'hurdle', 'need', 'info'))
    );
    create index note_room_idx on note (room_id, seq);
    create index note_author_idx on note (author_id);

    create table comment (
      id uuid primary key,
      room_id uuid not null references room on delete cascade,
      seq bigint not null,
      removed_at timestamptz,
      note_id uuid not null references note on delete cascade,
      body text not null,
      author_id uuid references participant on delete set null,
      created_at timestamptz not null,
      edited_at timestamptz
    );
    create index comment_room_idx on comment (room_id, seq);

    create table reaction (
      note_id uuid not null references note on delete cascade,
      author_id uuid not null references participant on delete cascade,
      room_id uuid not null references room on delete cascade,
      seq bigint not null,
      removed_at timestamptz,
      primary key (note_id, author_id)
    );
    create index reaction_room_idx on reaction (room_id, seq);

    create table ballot (
      participant_id uuid primary key references participant on delete cascade,
      room_id uuid not null references room on delete cascade,
      seq bigint not null,
      removed_at timestamptz,
      dots jsonb not null
    );
    create index ballot_room_idx on ballot (room_id, seq);

    create table working_group (
      id uuid primary key,
      space_id uuid not null references space on delete cascade,
      room_id uuid not null references room on delete cascade,
      seq bigint not null,
      removed_at timestamptz,
      number integer not null,
      title text not null,
      purpose text not null default '',
      topic_id uuid,
      active integer not null default 0,
      informed integer not null default 0,
      created_at timestamptz not null default now()
    );
    create index working_group_space_idx on working_group (space_id, number);
    create index working_group_room_idx on working_group (room_id, seq);

    create table signup (
      working_group_id uuid not null references working_group on delete cascade,
      participant_id uuid not null references participant on delete cascade,
      room_id uuid not null references room on delete cascade,
      seq bigint not null,
      removed_at timestamptz,
      level text not null,
      -- The person agreed that the name may stand on the AG's public page.
      show_name boolean not null default false,
      created_at timestamptz not null,
      primary key (working_group_id, participant_id),
      constraint signup_level_chk check (level in ('active', 'informed'))
    );
    create index signup_room_idx on signup (room_id, seq);
    -- Whoever takes a sign-up back, in the workshop or on the AG's page, takes the name off the page with it.
    create function signup_withdrawn() returns trigger language plpgsql as
      $$ begin new.show_name := false; return new; end $$;
    create trigger signup_withdrawn_trg before update on signup
      for each row when (new.removed_at is not null) execute function signup_withdrawn();

    -- One address per person and space, given for the coordination of AGs, with the text that was agreed to.
    create table contact (
      person_id uuid not null references person on delete cascade,
      space_id uuid not null references space on delete cascade,
      email text not null,
      consent_text text not null,
      consented_at timestamptz not null,
      primary key (person_id, space_id)
    );

    create table card (
      id uuid primary key,
      room_id uuid not null references room on delete cascade,
      seq bigint not null,
      removed_at timestamptz,
      owner_id uuid references person on delete cascade,
      content jsonb not null,
      audience text not null default 'private',
      audiences jsonb not null default '{}',
      -- Widest circle ever: only those who may have seen the card hear that it is gone.
      reached text not null default 'private',
      consent_text text,
      consented_at timestamptz,
      updated_at timestamptz not null,
      constraint card_audience_chk check (audience in ('private', 'participants', 'members', 'public')),
      constraint card_reached_chk check (reached in ('private', 'participants', 'members', 'public'))
    );
    create index card_room_idx on card (room_id, seq);
    create unique index card_owner_uq on card (room_id, owner_id) where removed_at is null;

    -- Who did what and when, for history, undo and audit; and what makes a command take effect once.
    create table change (
      room_id uuid not null references room on delete cascade,
      seq bigint not null,
      at timestamptz not null,
      actor_id uuid,
      command_id uuid not null,
      command_type text not null,
      -- Records before and after the step: [{type, id, before, after}], scrubbed on erasure.
      steps jsonb not null,
      primary key (room_id, seq)
    );
    create unique index change_command_uq on change (room_id, command_id);
    create index change_at_idx on change (at);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table if exists change, card, contact, signup, working_group, ballot, reaction, comment, note, topic,
      participant, breakout_group, phase, board, agenda_item, workshop, room, access_link, session, member, person,
      space cascade;
    drop function if exists signup_withdrawn
  `.execute(db);
}
