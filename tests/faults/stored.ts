import pg from 'pg';
import type { NotePicture } from './picture.ts';

export interface StoredChange {
  readonly seq: number;
  readonly commandId: string;
  readonly type: string;
}

/** What the database has of a room. */
export interface StoredRoom {
  readonly clock: number;
  /** In the order of `seq`. */
  readonly changes: readonly StoredChange[];
  /** All that are not removed. */
  readonly notes: readonly NotePicture[];
}

/** Reads a room in one moment, past the app. */
export async function readStored(databaseUrl: string, room: string): Promise<StoredRoom> {
  return withClient(databaseUrl, async (client) => {
    await client.query('begin isolation level repeatable read read only');
    const rooms = await client.query<{ clock: string }>('select clock from room where id = $1', [room]);
    const changes = await client.query<{ seq: string; command_id: string; command_type: string }>(
      'select seq, command_id, command_type from change where room_id = $1 order by seq',
      [room]
    );
    const notes = await client.query<Omit<NotePicture, 'seq'> & { seq: string }>(
      `select id, seq, body, version, kind, rank, group_id as "groupId", topic_id as "topicId", author_id as "authorId"
         from note where room_id = $1 and removed_at is null`,
      [room]
    );
    await client.query('commit');
    return {
      clock: Number(rooms.rows[0]?.clock ?? 0),
      changes: changes.rows.map((row) => ({
        seq: Number(row.seq),
        commandId: row.command_id,
        type: row.command_type
      })),
      notes: notes.rows.map((row) => ({ ...row, seq: Number(row.seq) }))
    };
  });
}

/** A connection for one piece of work. Its server may die in the middle: then the query fails, never the process. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5000,
    query_timeout: 30_000
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
