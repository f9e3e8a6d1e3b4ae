import { sql, type Kysely } from 'kysely';

/** Layouts, kinds, rights and approval of a board; what a note carries; who comes in by a board's link. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table board
      add layout text not null default 'wall'
        constraint board_layout_chk check (layout in ('wall', 'columns', 'list', 'table', 'canvas')),
      add note_order text not null default 'newest'
        constraint board_note_order_chk check (note_order in ('newest', 'chosen')),
      add reactions text not null default 'thumb'
        constraint board_reactions_chk check (reactions in ('thumb', 'heart', 'none')),
      add kinds jsonb not null default '[]',
      add anonymous boolean not null default false,
      add approval boolean not null default false,
      add frozen boolean not null default false,
      add may jsonb not null default '["write", "comment", "react", "names"]',
      add access text not null default 'write'
        constraint board_access_chk check (access in ('none', 'read', 'write')),
      add members_only boolean not null default false;

    alter table phase add may jsonb not null default '["names"]';
    update phase set may = '["write", "comment", "react", "names"]' where phase in ('collect', 'cluster');

    alter table topic add locked boolean not null default false, add area jsonb;

    alter table note
      add attachments jsonb not null default '[]',
      add status text not null default 'shown'
        constraint note_status_chk check (status in ('shown', 'waiting', 'declined')),
      add pinned_at timestamptz,
      add anonymous boolean not null default false;

    alter table comment add anonymous boolean not null default false;

    alter table workshop
      -- Asked for when somebody joins; null: the code is enough.
      add password_hash text,
      -- Address of the read-only public page, 128 random bits; null: there is none. Kept as it is, so that it can be
      -- shown again: whoever reads this table can read the board without it.
      add public_id text,
      -- Hosts whose pages may show the public page in a frame.
      add embed_hosts jsonb not null default '[]';
    create unique index workshop_public_uq on workshop (public_id);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table workshop drop password_hash, drop public_id, drop embed_hosts;
    alter table comment drop anonymous;
    alter table note drop attachments, drop status, drop pinned_at, drop anonymous;
    alter table topic drop locked, drop area;
    alter table phase drop may;
    alter table board drop layout, drop note_order, drop reactions, drop kinds, drop anonymous, drop approval, drop frozen,
      drop may, drop access, drop members_only
  `.execute(db);
}
