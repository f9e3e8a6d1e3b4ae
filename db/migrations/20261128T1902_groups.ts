import { sql, type Kysely } from 'kysely';

/** Breakout groups: places, note-taker, video room, call for help, merging; what facilitators say; calling back. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table board
      add grouping text not null default 'choose'
        constraint board_grouping_chk check (grouping in ('choose', 'assigned')),
      add late_to_smallest boolean not null default true,
      add call_back_at timestamptz;

    alter table breakout_group
      -- Participants; they point at their group already, and nothing but their names hangs on these.
      add note_taker_id uuid,
      add helper_id uuid,
      add places integer constraint breakout_group_places_chk check (places > 0),
      add video text not null default '',
      add help_at timestamptz,
      add merged_into uuid;

    create table message (
      id uuid primary key,
      room_id uuid not null references room on delete cascade,
      seq bigint not null,
      removed_at timestamptz,
      -- Null: to everybody.
      group_id uuid,
      body text not null,
      author_id uuid references participant on delete set null,
      sent_at timestamptz not null
    );
    create index message_room_idx on message (room_id, seq);
    create index message_author_idx on message (author_id);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table message;
    alter table breakout_group drop note_taker_id, drop helper_id, drop places, drop video, drop help_at, drop merged_into;
    alter table board drop grouping, drop late_to_smallest, drop call_back_at
  `.execute(db);
}
