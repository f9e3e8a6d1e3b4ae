/** What each record type says of its table, and what all of them need to say it. */
import type { ExpressionBuilder } from 'kysely';
import type { RecordType, StoredOf } from '$lib/domain/records';
import type { Db } from '$lib/server/db/database';
import type { Database } from '$lib/server/db/types';

export interface RoomContext {
  roomId: string;
  spaceId: string;
}
export type Row = Record<string, unknown>;

export interface RecordTable<T extends RecordType> {
  table: keyof Database;
  /** Columns that name a row within the whole table. */
  key: readonly string[];
  /** The row of a record, without `room_id`, `seq` and `removed_at`. Its keys are the same for each record. */
  toRow(record: StoredOf<T>, room: RoomContext): Row;
  /** The room's records with a clock above `after`. */
  load(db: Db, roomId: string, after: number): Promise<StoredOf<T>[]>;
}

export const ms = (time: Date | null): number | null => time?.getTime() ?? null;
export const iso = (time: number | null): string | null =>
  time === null ? null : new Date(time).toISOString();

type Recorded = {
  [K in keyof Database]: Database[K] extends { room_id: string; seq: number } ? K : never;
}[keyof Database];

/** `where room_id = … and seq > …` on any record table. */
export const inRoom =
  <K extends Exclude<Recorded, 'change'>>(table: K, roomId: string, after: number) =>
  (eb: ExpressionBuilder<Database, K>) =>
    // The names are literals of this file; Kysely cannot follow a generic table name.
    (eb as unknown as ExpressionBuilder<Database, 'note'>).and([
      (eb as unknown as ExpressionBuilder<Database, 'note'>)(
        `${table}.room_id` as 'note.room_id',
        '=',
        roomId
      ),
      (eb as unknown as ExpressionBuilder<Database, 'note'>)(`${table}.seq` as 'note.seq', '>', after)
    ]);

interface BaseRow {
  seq: number;
  removed_at: Date | null;
}
export const base = (row: BaseRow) => ({ seq: row.seq, removedAt: ms(row.removed_at) });
