import { sql, type Kysely } from 'kysely';

/** Quick polls and what people answered. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table poll (
      id uuid primary key,
      room_id uuid not null references room on delete cascade,
      seq bigint not null,
      removed_at timestamptz,
      question text not null,
      kind text not null,
      options jsonb not null default '[]',
      scale jsonb,
      most integer,
      shows text not null,
      state text not null default 'planned',
      rank text not null collate "C",
      -- Sums are written with each answer: they stay right for whoever may not read the answers, and when a person goes.
      answers integer not null default 0,
      given integer not null default 0,
      sums jsonb not null default '[]',
      hidden jsonb not null default '[]',
      opened_at timestamptz,
      closed_at timestamptz,
      constraint poll_kind_chk check (kind in ('single', 'multiple', 'scale', 'words')),
      constraint poll_shows_chk check (shows in ('live', 'end')),
      constraint poll_state_chk check (state in ('planned', 'open', 'closed'))
    );
    create index poll_room_idx on poll (room_id, seq);

    create table poll_answer (
      poll_id uuid not null references poll on delete cascade,
      participant_id uuid not null references participant on delete cascade,
      room_id uuid not null references room on delete cascade,
      seq bigint not null,
      removed_at timestamptz,
      answer jsonb not null default '[]',
      primary key (poll_id, participant_id)
    );
    create index poll_answer_room_idx on poll_answer (room_id, seq);
    create index poll_answer_participant_idx on poll_answer (participant_id);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table poll_answer, poll`.execute(db);
}
