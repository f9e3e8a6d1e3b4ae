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

/** Tables that hold still while notes are written. */
const STILL = [
  'space',
  'person',
  'member',
  'workshop',
  'board',
  'phase',
  'breakout_group',
  'participant',
  'session'
];

/** A hash of each table's rows, and of all changes and commands up to `clock`, made by the database itself. */
export async function hashTables(databaseUrl: string, clock: number): Promise<Record<string, string>> {
  return withClient(databaseUrl, async (client) => {
    await client.query(`set time zone 'UTC'`);
    const hashes: Record<string, string> = {};
    const hash = async (name: string, from: string) => {
      const { rows } = await client.query<{ hash: string }>(
        `select md5(coalesce(string_agg(line, e'\\n' order by line collate "C"), '')) as hash
           from (select row_to_json(t)::text as line from ${from} t) as lines`
      );
      hashes[name] = rows[0]?.hash ?? '';
    };
    for (const table of STILL) await hash(table, table);
    await hash('change', `(select * from change where seq <= ${Number(clock)})`);
    return hashes;
  });
}

/** The notes of a room as they were at a clock, told from its changes. */
export async function notesAsOf(databaseUrl: string, room: string, clock: number): Promise<NotePicture[]> {
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ steps: { type: string; id: string; after: NotePicture | null }[] }>(
      'select steps from change where room_id = $1 and seq <= $2 order by seq',
      [room, clock]
    );
    const notes = new Map<string, NotePicture>();
    for (const { steps } of rows)
      for (const { type, id, after } of steps) if (type === 'note' && after) notes.set(id, after);
    return [...notes.values()];
  });
}
