import * as v from 'valibot';

/**
 * What a backup is: a gzipped tar with, in this order, `start.json` (which format, which migrations), each table as
 * PostgreSQL's own COPY text in numbered parts, in an order in which they can be loaded, the files of AUFTAKT_DATA, and
 * `manifest.json`, which counts and hashes all of it and proves that the file is whole.
 */
export const FORMAT = 1;

export const START = 'start.json';
export const MANIFEST = 'manifest.json';

/** PostgreSQL's folder in AUFTAKT_DATA: its content is backed up as tables, its passwords not at all. */
export const DATABASE_FOLDER = 'postgres';
/** Folder in AUFTAKT_DATA for what is just being uploaded: nobody's file yet, so never backed up. */
export const INCOMING_FOLDER = '.incoming';
/** Begins the name of the folder in which a restore gathers files; never backed up. */
export const STAGING = '.restore-';

const Name = v.pipe(v.string(), v.regex(/^[a-z_][a-z0-9_]{0,62}$/));
const Hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Looked at before anything else: of a newer format, `format` is all that can be relied on. */
export const StartFormat = v.object({ format: Count });

export const Start = v.object({
  format: v.literal(FORMAT),
  /** Of Auftakt, for people. */
  version: v.string(),
  /** ISO 8601 */
  madeAt: v.pipe(v.string(), v.isoTimestamp()),
  /** Names of the migrations that had been applied, in order. */
  migrations: v.pipe(v.array(v.string()), v.minLength(1))
});
export type Start = v.InferOutput<typeof Start>;

export const Manifest = v.object({
  /** In the order in which they lie in the archive and can be loaded. */
  tables: v.array(v.object({ name: Name, columns: v.array(Name), rows: Count, sha256: Hash })),
  files: v.array(v.object({ path: v.string(), bytes: Count, sha256: Hash }))
});
export type Manifest = v.InferOutput<typeof Manifest>;

/** What an entry of the archive is, by its name. */
export type EntryName =
  | { kind: 'start' }
  | { kind: 'manifest' }
  | { kind: 'table'; table: string; part: number }
  | { kind: 'file'; path: string };

export function partName(table: string, part: number): string {
  return `tables/${table}/${String(part).padStart(6, '0')}`;
}

export function fileName(path: string): string {
  return `files/${path}`;
}

/** Null for every name that a backup of this format cannot contain, among them those that lead out of the folder. */
export function parseEntryName(name: string): EntryName | null {
  if (name === START) return { kind: 'start' };
  if (name === MANIFEST) return { kind: 'manifest' };
  const table = /^tables\/([a-z_][a-z0-9_]{0,62})\/(\d{6})$/.exec(name);
  if (table) return { kind: 'table', table: table[1] ?? '', part: Number(table[2]) };
  const path = /^files\/(.+)$/s.exec(name)?.[1];
  return path !== undefined && isInside(path) ? { kind: 'file', path } : null;
}

/**
 * Whether a path (parted by `/`) stays inside the data folder and outside the database's, on every system: no `..`, no
 * root, no drive, no stream (`a:b`), no backslash, no control characters.
 */
export function isInside(path: string): boolean {
  const segments = path.split('/');
  const first = (segments[0] ?? '').toLowerCase();
  if (first === DATABASE_FOLDER || first === INCOMING_FOLDER || first.startsWith(STAGING)) return false;
  return segments.every(
    (segment) =>
      segment !== '' &&
      segment !== '.' &&
      segment !== '..' &&
      // Windows drops these at the end: `.. ` would be `..`.
      !/[. ]$/.test(segment) &&
      !/[\\:]|\p{Cc}/u.test(segment)
  );
}
