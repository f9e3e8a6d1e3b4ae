/**
 * Records as columns: alike stands beside alike, clocks are only their differences, what repeats is said once. Of many
 * changes at once (`RoomChange.packed`) that leaves two fifths of the bytes, and they are read faster; of a whole room
 * (`GET /api/rooms/:room?as=packed`; without `as` come plain records), where ids take 22 characters instead of 36, half of
 * what compression leaves.
 */
import type { AnyRecord, Change } from '../domain/records.ts';

/** Rows with the same keys in the same order; `columns` in the order of `keys`. */
export interface PackedTable {
  keys: string[];
  count: number;
  columns: PackedColumn[];
}

export type PackedColumn =
  | { all: unknown } // the same value in each row
  | { same: number } // as in the column of this index
  | { ids: string } // UUIDs as base64url of their 16 bytes, 22 characters each; points where there is none
  | { steps: number[] } // whole numbers: the first, then differences
  | { of: PackedColumn; count: number; at: number[] } // `count` values, and which of them each row has
  | { values: unknown[] };

type Row = Record<string, unknown>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Fewer changes of a kind than this stay as they are: their keys would take more than their values. */
const PACKED_CHANGES = 4;

export function packRecords(records: readonly AnyRecord[]): PackedTable[] {
  // Every record is a plain object of JSON values; here only its keys matter.
  return packRows(records.map((record) => record as unknown as Row)).map((rows) =>
    packTable(rows, packStrings)
  );
}

/** The records of `packRecords`, those of the same keys together and in their order. */
export function unpackRecords(tables: readonly PackedTable[]): AnyRecord[] {
  // What `packRecords` took apart; the server's word is trusted like any answer of it.
  return tables.flatMap((table) => unpackRows(table, unpackColumns(table)) as unknown as AnyRecord[]);
}

/** What a change says besides its record; with a point before, so that it cannot meet a key of the record. */
interface ChangeRow {
  '.at': number;
  '.by': string | null;
  '.cmd'?: string;
}

/** What a `RoomChange` says happened. */
export interface PackedChanges {
  changes: Change[];
  packed?: PackedTable[];
}

/** Changes that put one record each, as most do, as tables; `changes` are the others. */
export function packChanges(changes: readonly Change[]): PackedChanges {
  if (changes.length < PACKED_CHANGES) return { changes: [...changes] };
  const rows: { row: Row; change: Change }[] = [];
  const rest: Change[] = [];
  for (const change of changes) {
    const row = rowOf(change);
    if (row) rows.push({ row, change });
    else rest.push(change);
  }
  const tables: PackedTable[] = [];
  const changeOf = new Map(rows.map(({ row, change }) => [row, change]));
  for (const alike of packRows(rows.map(({ row }) => row))) {
    if (alike.length >= PACKED_CHANGES) tables.push(packTable(alike, asTheyAre));
    else for (const row of alike) rest.push(changeOf.get(row) as Change);
  }
  return { changes: rest.sort(bySeq), ...(tables.length > 0 && { packed: tables }) };
}

/** The changes of `packChanges`, in the order of their clocks. */
export function unpackChanges({ changes, packed }: PackedChanges): Change[] {
  if (!packed) return changes;
  const unpacked = packed.flatMap((table): Change[] => {
    const columns = unpackColumns(table);
    const said = table.keys.findIndex((key) => !key.startsWith('.'));
    const [at = [], by = [], cmd = []] = columns.slice(0, said);
    // What `packChanges` took apart; the server's word is trusted like any answer of it.
    const records = unpackRows(table, columns, said) as unknown as AnyRecord[];
    return records.map((record, row) => ({
      seq: record.seq,
      at: at[row] as number,
      by: by[row] as string | null,
      put: [record],
      remove: [],
      ...(cmd.length > 0 && { cmd: cmd[row] as string })
    }));
  });
  return changes.length === 0 && packed.length === 1 ? unpacked : [...changes, ...unpacked].sort(bySeq);
}

const bySeq = (a: Change, b: Change): number => a.seq - b.seq;

function rowOf({ seq, at, by, cmd, put, remove }: Change): Row | null {
  const [record, ...others] = put;
  if (!record || others.length > 0 || remove.length > 0 || record.seq !== seq) return null;
  const change: ChangeRow = { '.at': at, '.by': by, ...(cmd !== undefined && { '.cmd': cmd }) };
  return { ...change, ...record };
}

/** Rows that can be a table together. */
function packRows(rows: readonly Row[]): Row[][] {
  const alike = new Map<string, Row[]>();
  for (const row of rows) {
    const keys = JSON.stringify([row['type'], ...Object.keys(row)]);
    const known = alike.get(keys);
    if (known) known.push(row);
    else alike.set(keys, [row]);
  }
  return [...alike.values()];
}

type PackStrings = (values: readonly (string | null)[]) => PackedColumn;

/** For changes: taking ids apart would cost the reader more than all else, and without compression it saves little. */
const asTheyAre: PackStrings = (values) => ({ values: [...values] });

function packTable(rows: readonly Row[], strings: PackStrings): PackedTable {
  const keys = Object.keys(rows[0] ?? {});
  const before: unknown[][] = [];
  const columns = keys.map((key): PackedColumn => {
    const values = rows.map((row) => row[key]);
    const same = before.findIndex((other) => other.every((value, row) => value === values[row]));
    before.push(values);
    const column = packColumn(values, strings);
    return same === -1 || 'all' in column ? column : { same };
  });
  return { keys, count: rows.length, columns };
}

function unpackColumns({ columns, count }: PackedTable): unknown[][] {
  const unpacked: unknown[][] = [];
  for (const column of columns)
    unpacked.push('same' in column ? (unpacked[column.same] ?? []) : unpackColumn(column, count));
  return unpacked;
}

/** The rows, with the keys from the given one on. */
function unpackRows({ keys, columns, count }: PackedTable, unpacked: readonly unknown[][], from = 0): Row[] {
  const first: Row = {};
  const varying: { key: string; values: readonly unknown[] }[] = [];
  for (let i = from; i < keys.length; i += 1) {
    const [key = '', values = [], column] = [keys[i], unpacked[i], columns[i]];
    first[key] = values[0];
    if (column && !('all' in column)) varying.push({ key, values });
  }
  return Array.from({ length: count }, (_, row) => {
    // A copy of one row takes a fifth of the time of adding key after key.
    const copy = { ...first };
    for (const { key, values } of varying) copy[key] = values[row];
    return copy;
  });
}

function packColumn(values: readonly unknown[], strings: PackStrings): PackedColumn {
  const [first] = values;
  if (values.every((value) => value === first)) return { all: first };
  if (values.every((value): value is number => Number.isSafeInteger(value))) {
    return { steps: values.map((value, i) => value - (values[i - 1] ?? 0)) };
  }
  if (!values.every((value): value is string | null => value === null || typeof value === 'string')) {
    return { values: [...values] };
  }
  const distinct = new Map<string | null, number>();
  for (const value of values) if (!distinct.has(value)) distinct.set(value, distinct.size);
  if (distinct.size * 2 <= values.length) {
    const at = values.map((value) => distinct.get(value) ?? 0);
    return { of: strings([...distinct.keys()]), count: distinct.size, at };
  }
  return strings(values);
}

const packStrings: PackStrings = (values) =>
  values.every((value) => value === null || UUID.test(value))
    ? { ids: packIds(values) }
    : { values: [...values] };

function unpackColumn(column: PackedColumn, count: number): unknown[] {
  if ('values' in column) return column.values;
  if ('ids' in column) return unpackIds(column.ids);
  if ('steps' in column) {
    let sum = 0;
    return column.steps.map((step) => (sum += step));
  }
  if ('of' in column) {
    const values = unpackColumn(column.of, column.count);
    return column.at.map((index) => values[index]);
  }
  return Array.from({ length: count }, () => ('all' in column ? column.all : undefined));
}

/** RFC 4648, 5. Twelve bits are two of these characters and three hexadecimal digits. */
const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const HEX = '0123456789abcdef';
const HYPHENS = [8, 13, 18, 23];
const PACKED_LENGTH = 22;
const ID_LENGTH = 36;
const NO_ID = '.'.repeat(PACKED_LENGTH);
/** Where each of the 32 digits stands among the hyphens. */
const PLACES = Array.from({ length: ID_LENGTH }, (_, place) => place).filter(
  (place) => !HYPHENS.includes(place)
);

const codesOf = (characters: string) => Uint8Array.from(characters, (character) => character.charCodeAt(0));
const BASE64URL_CODES = codesOf(BASE64URL);
const HEX_CODES = codesOf(HEX);

function valuesOf(codes: Uint8Array): Uint8Array {
  const values = new Uint8Array(128);
  for (const [value, code] of codes.entries()) values[code] = value;
  return values;
}
const BASE64URL_VALUES = valuesOf(BASE64URL_CODES);
const HEX_VALUES = valuesOf(HEX_CODES);

/** Bytes of ASCII as text. All ids at once: a decoder makes a string faster than one could put it together. */
const textOf = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes);

function packIds(ids: readonly (string | null)[]): string {
  const bytes = new Uint8Array(ids.length * PACKED_LENGTH).fill(NO_ID.charCodeAt(0));
  for (const [row, id] of ids.entries()) {
    if (id === null) continue;
    const digit = (number: number) => HEX_VALUES[id.charCodeAt(PLACES[number] ?? ID_LENGTH)] ?? 0;
    for (let at = 0; at < PACKED_LENGTH; at += 2) {
      const first = (at / 2) * 3;
      const bits = (digit(first) << 8) | (digit(first + 1) << 4) | digit(first + 2);
      bytes[row * PACKED_LENGTH + at] = BASE64URL_CODES[bits >> 6] ?? 0;
      bytes[row * PACKED_LENGTH + at + 1] = BASE64URL_CODES[bits & 63] ?? 0;
    }
  }
  return textOf(bytes);
}

function unpackIds(packed: string): (string | null)[] {
  const count = packed.length / PACKED_LENGTH;
  const bytes = new Uint8Array(count * ID_LENGTH).fill('-'.charCodeAt(0));
  const value = (at: number) => BASE64URL_VALUES[packed.charCodeAt(at)] ?? 0;
  for (let row = 0; row < count; row += 1) {
    for (let at = 0; at < PACKED_LENGTH; at += 2) {
      const from = row * PACKED_LENGTH + at;
      const bits = (value(from) << 6) | value(from + 1);
      for (let digit = 0; digit < 3; digit += 1) {
        const place = PLACES[(at / 2) * 3 + digit];
        if (place !== undefined)
          bytes[row * ID_LENGTH + place] = HEX_CODES[(bits >> (8 - 4 * digit)) & 15] ?? 0;
      }
    }
  }
  const text = textOf(bytes);
  return Array.from({ length: count }, (_, row) =>
    packed.startsWith(NO_ID, row * PACKED_LENGTH) ? null : text.slice(row * ID_LENGTH, (row + 1) * ID_LENGTH)
  );
}
