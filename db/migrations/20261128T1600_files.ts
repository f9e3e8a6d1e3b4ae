import { sql, type Kysely } from 'kysely';

/** Images and files that hang on notes. Their content lies in AUFTAKT_DATA/files under the row's id. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table file (
      id uuid primary key,
      -- Where it was uploaded, and whose share it takes there. A copy of the board holds the same file.
      room_id uuid references room on delete set null,
      owner_id uuid references person on delete set null,
      name text not null,
      mime text not null,
      -- Bytes of what is given out, and of everything kept for it.
      size integer not null,
      kept integer not null,
      -- Of an image; null for others.
      width integer,
      height integer,
      created_at timestamptz not null default now(),
      -- Since when no note holds it; null while one does. A day later it goes.
      unheld_since timestamptz default now(),
      constraint file_size_chk check (size > 0 and kept >= size),
      constraint file_image_chk check ((width is null) = (height is null))
    );
    create index file_room_idx on file (room_id);
    create index file_owner_idx on file (owner_id);
    create index file_unheld_idx on file (unheld_since) where unheld_since is not null;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table file`.execute(db);
}
