/**
 * The sync core's RoomStore on PostgreSQL. A batch costs five round trips, however many commands it carries: begin,
 * lock the room, look for known commands, one statement that writes everything, commit.
 */
import { sql, type RawBuilder } from 'kysely';
import type { RecordType, StoredRecord } from '$lib/domain/records';
import { keyOf } from '$lib/domain/records';
import type { Db } from '$lib/server/db/database';
import {
  StoreRefusal,
  type LoadedRoom,
  type RoomKind,
  type RoomStore,
  type RoomTx,
  type StoredChange
} from '$lib/sync/ports';
import { newJoinCode } from '$lib/server/joinCode';
import type { RecordTable, RoomContext } from './records/recordTable';
import { settleCards } from './cardParts';
import { writeCardDocuments } from './cardSearch';
import { settleFiles } from './noteFiles';
import { RECORD_TABLES } from './recordTables';

const TYPES = Object.keys(RECORD_TABLES) as RecordType[];
const TYPES_OF: Record<RoomKind, RecordType[]> = {
  directory: ['card'],
  board: TYPES.filter((type) => type !== 'card')
};

const NO_ROOM = '00000000-0000-4000-8000-000000000000';

/** What no repetition can write: values that do not fit (22), and keys that are taken or point nowhere (23). */
const HOPELESS = /^(22|23)/;

/** What is written along with a room's changes, in their transaction: mails that follow from them. */
export interface WritesAlong {
  /** Called before the records are written: their rows are still as they were. */
  write(tx: Db, room: RoomContext, changes: readonly StoredChange[]): Promise<void>;
  committed(): void;
}

export class PgRoomStore implements RoomStore {
  readonly #db: Db;
  readonly #onWritten: (changes: number) => void;
  readonly #along: WritesAlong | null;

  /** @param onWritten hears how many changes each transaction wrote, for the metrics */
  constructor(
    db: Db,
    onWritten: (changes: number) => void = () => undefined,
    along: WritesAlong | null = null
  ) {
    this.#db = db;
    this.#onWritten = onWritten;
    this.#along = along;
  }

  async load(roomId: string): Promise<LoadedRoom | null> {
    return this.#db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (tx) => {
        const room = await tx.selectFrom('room').where('id', '=', roomId).selectAll().executeTakeFirst();
        if (!room) return null;
        const records = await recordsAfter(tx, roomId, room.kind, -1);
        return { kind: room.kind, seq: room.clock, floor: room.floor, records };
      });
  }

  /** Makes one connection ready for a room's queries: its first plans take PostgreSQL longer than a whole board. */
  async warmUp(): Promise<void> {
    await this.#db.transaction().execute((tx) => recordsAfter(tx, NO_ROOM, 'board', -1));
  }

  async head(roomId: string): Promise<number | null> {
    const room = await this.#db
      .selectFrom('room')
      .where('id', '=', roomId)
      .select('clock')
      .executeTakeFirst();
    return room?.clock ?? null;
  }

  async heads(roomIds: readonly string[]): Promise<Map<string, number>> {
    const rooms = await this.#db
      .selectFrom('room')
      .where('id', '=', sql<string>`any(${roomIds}::uuid[])`)
      .select(['id', 'clock'])
      .execute();
    return new Map(rooms.map(({ id, clock }) => [id, clock]));
  }

  snapshot<T>(roomId: string, work: (tx: RoomTx) => Promise<T>): Promise<T> {
    return this.#db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (tx) => {
        const room = await tx.selectFrom('room').where('id', '=', roomId).selectAll().executeTakeFirst();
        if (!room) throw new Error('the room is gone');
        return work({
          ...reads(tx, room),
          write: () => Promise.reject(new Error('a snapshot is to look at'))
        });
      });
  }

  async transaction<T>(roomId: string, work: (tx: RoomTx) => Promise<T>): Promise<T> {
    const running = this.#db.transaction().execute(async (tx) => {
      const room = await tx
        .selectFrom('room')
        .where('id', '=', roomId)
        .selectAll()
        .forUpdate()
        .executeTakeFirst();
      if (!room) throw new Error('the room is gone');
      const context = { roomId, spaceId: room.space_id };
      return work({
        ...reads(tx, room),
        write: async (changes) => {
          await this.#along?.write(tx, context, changes);
          await writeChanges(tx, context, changes);
          this.#onWritten(changes.length);
        }
      });
    });
    const result = await running.catch((error: unknown) => {
      throw refusalOf(error) ?? error;
    });
    this.#along?.committed();
    return result;
  }
}

/** What a transaction and a snapshot may look at. */
function reads(
  db: Db,
  { id, kind, clock, floor }: { id: string; kind: RoomKind; clock: number; floor: number }
): Omit<RoomTx, 'write'> {
  return {
    clock,
    floor,
    changedSince: (seq) => changedSince(db, id, kind, seq),
    answersOf: (commandIds) => answersOf(db, id, commandIds)
  };
}

function refusalOf(error: unknown): StoreRefusal | null {
  const kind = error instanceof Error && 'code' in error ? HOPELESS.exec(String(error.code))?.[0] : undefined;
  if (kind === undefined) return null;
  return new StoreRefusal(kind === '22' ? 'invalid' : 'conflict', 'the database does not take this');
}

/** One after the other: they share the transaction's connection. */
async function recordsAfter(db: Db, roomId: string, kind: RoomKind, seq: number): Promise<StoredRecord[]> {
  const records: StoredRecord[] = [];
  for (const type of TYPES_OF[kind]) records.push(...(await RECORD_TABLES[type].load(db, roomId, seq)));
  return records;
}

async function changedSince(db: Db, roomId: string, kind: RoomKind, seq: number) {
  const records = await recordsAfter(db, roomId, kind, seq);
  const rows = await db
    .selectFrom('change')
    .where('room_id', '=', roomId)
    .where('seq', '>', seq)
    .orderBy('seq')
    .select(['seq', 'at', 'actor_id', 'command_id'])
    .execute();
  const log = rows.map((row) => ({
    seq: row.seq,
    at: row.at.getTime(),
    actorId: row.actor_id,
    commandId: row.command_id
  }));
  return { records, log };
}

async function answersOf(db: Db, roomId: string, commandIds: readonly string[]) {
  const rows = await db
    .selectFrom('change')
    .where('room_id', '=', roomId)
    .where('command_id', '=', sql<string>`any(${commandIds}::uuid[])`)
    .select(['command_id', 'seq', 'actor_id'])
    .execute();
  return new Map(rows.map((row) => [row.command_id, { seq: row.seq, actorId: row.actor_id }]));
}

/** See `RoomTx.write`. Exported for services that make a whole room at once. */
export async function writeChanges(
  db: Db,
  room: RoomContext,
  changes: readonly StoredChange[]
): Promise<void> {
  const seq = changes.at(-1)?.seq;
  if (seq === undefined) return;
  await numberWorkingGroups(db, room, changes);
  await mirrorBoard(db, room, changes);
  await settleFiles(db, room.roomId, changes);
  await settleCards(db, room, changes);

  const last = new Map<string, StoredRecord>();
  for (const change of changes) for (const { after } of change.steps) last.set(keyOf(after), after);
  const byType = Map.groupBy(last.values(), (record) => record.type);

  const writes: RawBuilder<unknown>[] = [];
  const counts: RawBuilder<unknown>[] = [];
  let expected = 0;
  for (const type of TYPES) {
    const records = byType.get(type);
    if (!records) continue;
    const name = sql.raw(`written_${RECORD_TABLES[type].table}`);
    writes.push(sql`${name} as (${upsert(type, records, room)})`);
    counts.push(sql`(select count(*)::int from ${name})`);
    expected += records.length;
  }
  writes.push(sql`logged as (${logRows(room.roomId, changes)})`);
  const total = counts.length === 0 ? sql`0` : sql.join(counts, sql` + `);
  const { rows } = await sql<{ written: number }>`
    with ${sql.join(writes)}
    update room set clock = ${seq} where id = ${room.roomId} returning ${total} as written
  `.execute(db);
  // A client gave a new record the id of one in another room: it was left alone there.
  if (rows[0]?.written !== expected)
    throw new StoreRefusal('conflict', 'a record of this id lives in another room');
  await writeCardDocuments(
    db,
    Array.from(last.values()).filter((record) => record.type === 'card')
  );
}

/** Rows go as one JSON parameter, so that the statement's text is the same for one record and for a thousand. */
function upsert(type: RecordType, records: readonly StoredRecord[], room: RoomContext): RawBuilder<unknown> {
  // Each record goes to the table of its own type; the compiler cannot tie the two together over a union.
  const table = RECORD_TABLES[type] as RecordTable<RecordType>;
  const rows = records.map((record) => ({
    ...table.toRow(record as never, room),
    room_id: room.roomId,
    seq: record.seq,
    removed_at: record.removedAt === null ? null : new Date(record.removedAt).toISOString()
  }));
  const columns = Object.keys(rows[0] ?? {});
  const set = columns
    .filter((column) => !table.key.includes(column))
    .map((column) => `${column} = excluded.${column}`);
  const names = sql.raw(columns.join(', '));
  const into = sql.raw(table.table);
  return sql`
    insert into ${into} as mine (${names})
    select ${names} from jsonb_populate_recordset(null::${into}, ${JSON.stringify(rows)}::jsonb)
    on conflict (${sql.raw(table.key.join(', '))}) do update set ${sql.raw(set.join(', '))}
    where mine.room_id = excluded.room_id
    returning 1`;
}

function logRows(roomId: string, changes: readonly StoredChange[]): RawBuilder<unknown> {
  const rows = changes.map((change) => ({
    room_id: roomId,
    seq: change.seq,
    at: new Date(change.at).toISOString(),
    actor_id: change.actorId === '' ? null : change.actorId,
    command_id: change.command.id,
    command_type: change.command.type,
    steps: change.steps.map(({ before, after }) => ({ type: after.type, id: after.id, before, after }))
  }));
  return sql`
    insert into change select * from jsonb_populate_recordset(null::change, ${JSON.stringify(rows)}::jsonb)`;
}

/**
 * AGs are numbered through the space, but a board's rules see their own board only: whoever makes an AG gets the
 * space's next number here, under a lock, and the record is corrected in place, so that the room keeps and sends the
 * number that was written.
 */
async function numberWorkingGroups(
  db: Db,
  room: RoomContext,
  changes: readonly StoredChange[]
): Promise<void> {
  const numbers = new Map<string, number>();
  const steps = changes.flatMap((change) => change.steps);
  const made = steps.filter((step) => step.before === null && step.after.type === 'workingGroup');
  if (made.length === 0) return;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`working_group/${room.spaceId}`}, 0))`.execute(
    db
  );
  const { highest } = await db
    .selectFrom('working_group')
    .where('space_id', '=', room.spaceId)
    .select((eb) => eb.fn.coalesce(eb.fn.max('number'), eb.lit(0)).as('highest'))
    .executeTakeFirstOrThrow();
  for (const { after } of made) if (!numbers.has(after.id)) numbers.set(after.id, highest + numbers.size + 1);
  for (const step of steps) {
    for (const record of [step.before, step.after]) {
      if (record?.type === 'workingGroup') record.number = numbers.get(record.id) ?? record.number;
    }
  }
}

/** The workshop's row repeats the board's title and whether it is open: for lists, and for the code that then works. */
async function mirrorBoard(db: Db, room: RoomContext, changes: readonly StoredChange[]): Promise<void> {
  const steps = changes.flatMap((change) => change.steps);
  const after = steps.findLast((step) => step.after.type === 'board')?.after;
  const before = steps.find((step) => step.after.type === 'board')?.before;
  if (after?.type !== 'board' || before?.type !== 'board') return;
  if (before.open === after.open && before.title === after.title) return;
  const workshop = await db
    .selectFrom('workshop')
    .where('room_id', '=', room.roomId)
    .select(['id', 'code'])
    .executeTakeFirst();
  if (!workshop) return;
  let code = workshop.code;
  // While it was closed, another workshop may have got its code.
  while (after.open && (await codeInUse(db, code, workshop.id))) code = newJoinCode();
  await db
    .updateTable('workshop')
    .set({ open: after.open, title: after.title, code })
    .where('id', '=', workshop.id)
    .execute();
}

export async function codeInUse(db: Db, code: string, besides: string | null = null): Promise<boolean> {
  const row = await db
    .selectFrom('workshop')
    .where('code', '=', code)
    .where('open', '=', true)
    .$if(besides !== null, (query) => query.where('id', '!=', besides ?? ''))
    .select('id')
    .executeTakeFirst();
  return row !== undefined;
}
