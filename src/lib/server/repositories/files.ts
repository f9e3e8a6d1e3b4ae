/** Rows of images and files that hang on notes; their content lies on disk. */
import { sql } from 'kysely';
import type { FileAttachment } from '$lib/domain/records';
import type { Db } from '$lib/server/db/database';

export interface FileRow {
  id: string;
  roomId: string | null;
  ownerId: string | null;
  name: string;
  mime: string;
  size: number;
  width: number | null;
  height: number | null;
}

export type NewFile = FileRow & {
  /** Bytes on disk, copies included. */
  kept: number;
};

/** How much lies there. */
export interface Usage {
  count: number;
  bytes: number;
}

const COLUMNS = ['id', 'room_id', 'owner_id', 'name', 'mime', 'size', 'width', 'height'] as const;

export async function insertFile(db: Db, { roomId, ownerId, ...file }: NewFile): Promise<void> {
  await db
    .insertInto('file')
    .values({ ...file, room_id: roomId, owner_id: ownerId })
    .execute();
}

export async function findFile(db: Db, id: string): Promise<FileRow | null> {
  const row = await db.selectFrom('file').where('id', '=', id).select(COLUMNS).executeTakeFirst();
  return row ? fileOf(row) : null;
}

/** Marks them as held by a note, so that no sweep takes them away before the note is written; those there are, by id. */
export async function holdFiles(db: Db, ids: readonly string[]): Promise<Map<string, FileRow>> {
  const rows = await db
    .updateTable('file')
    .set({ unheld_since: null })
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .returning(COLUMNS)
    .execute();
  return new Map(rows.map((row) => [row.id, fileOf(row)]));
}

/** What lies in a room, and how much of it one person put there. */
export async function usageOf(
  db: Db,
  roomId: string,
  ownerId: string
): Promise<{ room: Usage; person: Usage }> {
  const row = await db
    .selectFrom('file')
    .where('room_id', '=', roomId)
    .select((eb) => [
      eb.fn.countAll<number>().as('count'),
      eb.fn.coalesce(eb.fn.sum<number>('kept'), eb.lit(0)).as('bytes'),
      eb.fn.countAll<number>().filterWhere('owner_id', '=', ownerId).as('mine'),
      eb.fn
        .coalesce(eb.fn.sum<number>('kept').filterWhere('owner_id', '=', ownerId), eb.lit(0))
        .as('my_bytes')
    ])
    .executeTakeFirstOrThrow();
  return {
    room: { count: Number(row.count), bytes: Number(row.bytes) },
    person: { count: Number(row.mine), bytes: Number(row.my_bytes) }
  };
}

/**
 * Looks which files notes (also those that were taken away and may come back), agendas, cards and materials of AGs hold, and takes
 * out the rows of those that none has held since `before`. @returns their ids
 */
export async function sweepFiles(db: Db, { now, before }: { now: Date; before: Date }): Promise<string[]> {
  const held = sql`
    with held as (
      select distinct (attachment->>'fileId')::uuid as id
      from note, jsonb_array_elements(note.attachments) attachment
      where note.attachments <> '[]' and attachment ? 'fileId'
      union
      select (file->>'fileId')::uuid from agenda_item, jsonb_array_elements(agenda_item.files) file
      union
      select (content->>'photo')::uuid from card where removed_at is null and content->>'photo' is not null
      union
      select file_id from material where file_id is not null
    )`;
  await sql`
    ${held}
    update file set unheld_since = case when held.id is null then ${now}::timestamptz end
    from file as every left join held on held.id = every.id
    where file.id = every.id and (file.unheld_since is null) <> (held.id is not null)
  `.execute(db);
  const { rows } = await sql<{ id: string }>`
    ${held}
    delete from file where unheld_since < ${before} and id not in (select id from held) returning id
  `.execute(db);
  return rows.map(({ id }) => id);
}

export async function knownAmong(db: Db, ids: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('file')
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .select('id')
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** The file as it hangs on a note. */
export function attachmentOf({ id, name, mime, size, width, height }: FileRow, alt = ''): FileAttachment {
  return width !== null && height !== null
    ? { type: 'image', fileId: id, width, height, alt }
    : { type: 'file', fileId: id, name, mime, size };
}

type Row = Omit<FileRow, 'roomId' | 'ownerId'> & { room_id: string | null; owner_id: string | null };

function fileOf({ room_id: roomId, owner_id: ownerId, ...row }: Row): FileRow {
  return { ...row, roomId, ownerId };
}
