import { join, relative, resolve } from 'node:path';
import type pg from 'pg';
import { isErrno } from '../db/embedded/processes.ts';
import { OperatorError } from '../operatorError.ts';
import { writeArchive } from './archive.ts';
import type { ArchiveWriter } from './archive.ts';
import { listFiles, openFile } from './files.ts';
import { fileName, FORMAT, MANIFEST, partName, START } from './format.ts';
import type { Manifest, Start } from './format.ts';
import { withClient } from './reachDatabase.ts';
import { dumpTable, listTables, settle } from './tables.ts';
import type { Table } from './tables.ts';

/** Bytes of a table that are gathered before they are written: their number must stand before them. */
const PART = 4 * 1024 * 1024;

export interface BackupOptions {
  /** Where it is written. */
  readonly file: string;
  readonly url: string;
  /** AUFTAKT_DATA */
  readonly dataDir: string;
  /** Of Auftakt. */
  readonly version: string;
  /** Ends it early; nothing stays. */
  readonly signal?: AbortSignal;
}

export interface BackupSummary {
  readonly tables: number;
  readonly rows: number;
  readonly files: number;
}

/**
 * Backs up the database and the files, while Auftakt runs: all tables as they were at one moment, and then the files,
 * which are always written before the rows that name them.
 *
 * @throws {OperatorError} with a sentence for the operator; no file is left then
 */
export async function makeBackup(options: BackupOptions): Promise<BackupSummary> {
  const { file, url, dataDir, signal } = options;
  if (!relative(resolve(dataDir), resolve(file)).startsWith('..')) {
    throw new OperatorError(
      'Eine Sicherung in dem Ordner, der gesichert wird, ginge mit ihm verloren. Nennen Sie einen anderen Ort.'
    );
  }
  return withClient(url, async (client) => {
    const tables = await beginSnapshot(client);
    const start: Start = {
      format: FORMAT,
      version: options.version,
      madeAt: new Date().toISOString(),
      migrations: await appliedMigrations(client)
    };
    const manifest: Manifest = { tables: [], files: [] };
    await writeArchive(file, async (archive) => {
      await archive.add(START, json(start));
      for (const table of tables) {
        const sum = await addTable(archive, client, table, signal);
        manifest.tables.push({ name: table.name, columns: [...table.columns], ...sum });
      }
      await client.query('commit');
      for (const path of await listFiles(dataDir)) {
        signal?.throwIfAborted();
        const added = await addFile(archive, dataDir, path);
        if (added !== null) manifest.files.push(added);
      }
      await archive.add(MANIFEST, json(manifest));
    });
    return {
      tables: tables.length,
      rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
      files: manifest.files.length
    };
  });
}

/**
 * Begins a transaction that sees one moment. The tables are locked against being altered before the picture is taken, for
 * a running COPY reads the content of that moment but the shape of now.
 */
async function beginSnapshot(client: pg.Client): Promise<Table[]> {
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    const before = await listTables(client);
    await client.query('begin transaction isolation level repeatable read, read only');
    await settle(client);
    for (const { name } of before) {
      await client.query(`lock table ${client.escapeIdentifier(name)} in access share mode`);
    }
    const tables = await listTables(client);
    if (JSON.stringify(tables) === JSON.stringify(before)) return tables;
    await client.query('rollback');
  }
  throw new OperatorError('Die Datenbank wird gerade umgebaut. Versuchen Sie es danach noch einmal.');
}

async function appliedMigrations(client: pg.Client): Promise<string[]> {
  const { rows } = await client
    .query<{ name: string }>('select name from kysely_migration order by name collate "C"')
    .catch((error: unknown) => {
      if (isErrno(error, '42P01')) return { rows: [] };
      throw error;
    });
  if (rows.length === 0) {
    throw new OperatorError('Diese Datenbank gehört nicht zu Auftakt, oder sie ist noch leer.');
  }
  return rows.map(({ name }) => name);
}

async function addTable(
  archive: ArchiveWriter,
  client: pg.Client,
  table: Table,
  signal: AbortSignal | undefined
) {
  let gathered: Buffer[] = [];
  let size = 0;
  let part = 0;
  const flush = async () => {
    signal?.throwIfAborted();
    await archive.add(partName(table.name, part), Buffer.concat(gathered, size));
    part += 1;
    gathered = [];
    size = 0;
  };
  const sum = await dumpTable(client, table, async (chunk) => {
    gathered.push(chunk);
    size += chunk.length;
    if (size >= PART) await flush();
  });
  if (size > 0) await flush();
  return sum;
}

async function addFile(
  archive: ArchiveWriter,
  dataDir: string,
  path: string
): Promise<Manifest['files'][number] | null> {
  const opened = await openFile(dataDir, path);
  if (opened === null) return null;
  try {
    await archive.addStream(fileName(path), opened.bytes, opened.content);
  } catch (error) {
    if (error instanceof Error && error.message === 'Size mismatch') {
      throw new OperatorError(
        `Die Datei ${join(dataDir, path)} wurde beim Sichern kürzer. Versuchen Sie es noch einmal.`
      );
    }
    throw error;
  }
  return { path, bytes: opened.bytes, sha256: opened.sha256() };
}

function json(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}
