import { Readable } from 'node:stream';
import { Kysely, PostgresDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { must } from '../../util/must.ts';
import type { Migrations } from '../db/migrate.ts';
import { OperatorError } from '../operatorError.ts';
import { damaged, readArchive } from './archive.ts';
import type { ArchiveEntry } from './archive.ts';
import { checkBackup, newer } from './checkBackup.ts';
import { Staging } from './files.ts';
import type { Manifest } from './format.ts';
import type { BackupSummary } from './makeBackup.ts';
import { withClient } from './reachDatabase.ts';
import { dumpTable, isEmpty, listTables, loadTable, settle } from './tables.ts';

export interface RestoreOptions {
  readonly file: string;
  readonly url: string;
  /** AUFTAKT_DATA */
  readonly dataDir: string;
  readonly migrations: Migrations;
  /** Ends it early; nothing stays. */
  readonly signal?: AbortSignal;
}

/**
 * Restores a backup into an empty database: builds the tables as they were then, loads them, holds them against the
 * backup's counts and hashes, and brings them up to date. One transaction: it is all there afterwards, or nothing is.
 *
 * @returns what was restored, and when it had been backed up (ISO 8601)
 * @throws {OperatorError} when the database is not empty, or the backup damaged, foreign or newer than this Auftakt
 */
export async function restoreBackup(options: RestoreOptions): Promise<BackupSummary & { madeAt: string }> {
  const { file, url, dataDir, migrations, signal } = options;
  const { start, manifest } = await checkBackup(file);
  const known = Object.keys(migrations).sort();
  if (start.migrations.some((name, index) => known[index] !== name)) throw newer();

  const staging = new Staging(dataDir);
  try {
    await withClient(url, (client) =>
      inTransaction(client, migrations, async (migrator) => {
        await settle(client);
        await assertEmpty(client, start.migrations);
        await migrateTo(migrator, must(start.migrations.at(-1)));
        await assertSameShape(client, manifest);
        await load(client, file, manifest, staging, signal);
        await assertSameContent(client, manifest, file);
        await migrateTo(migrator, must(known.at(-1)));
        // Last before the commit, as files are always there before the rows that name them. Should the answer to the
        // commit get lost, they stay: files without rows do no harm.
        await staging.moveIn();
      })
    );
  } finally {
    await staging.clear();
  }
  return {
    madeAt: start.madeAt,
    tables: manifest.tables.length,
    rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
    files: manifest.files.length
  };
}

/** One transaction on `client` that Kysely's migrator takes part in. */
async function inTransaction(
  client: pg.Client,
  migrations: Migrations,
  work: (migrator: Migrator) => Promise<void>
): Promise<void> {
  const shared = Object.assign(client, { release: () => undefined });
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({
      pool: { options: {}, connect: () => Promise.resolve(shared), end: () => Promise.resolve() }
    })
  });
  await db
    .transaction()
    .execute((trx) =>
      work(new Migrator({ db: trx, provider: { getMigrations: () => Promise.resolve({ ...migrations }) } }))
    );
}

/** Tables without a row may be there already, as long as they are not newer than the backup. */
async function assertEmpty(client: pg.Client, migrations: readonly string[]): Promise<void> {
  const tables = await listTables(client);
  for (const table of tables) {
    await client.query(`lock table ${client.escapeIdentifier(table.name)} in access exclusive mode`);
    if (!(await isEmpty(client, table))) {
      throw new OperatorError(
        'Diese Datenbank ist nicht leer. Eine Sicherung lässt sich nur in eine leere einspielen: geben Sie mit ' +
          'AUFTAKT_DATA einen neuen Ordner an, oder mit DATABASE_URL eine neue Datenbank.'
      );
    }
  }
  const known = await client.query<{ known: boolean }>(
    `select to_regclass('kysely_migration') is not null as known`
  );
  const applied =
    known.rows[0]?.known === true
      ? (await client.query<{ name: string }>('select name from kysely_migration')).rows
      : [];
  if (applied.some(({ name }) => !migrations.includes(name)) || (tables.length > 0 && applied.length === 0)) {
    throw new OperatorError(
      'Diese Datenbank ist zwar leer, hat aber schon andere Tabellen als die Sicherung. Nehmen Sie eine ganz neue.'
    );
  }
}

async function migrateTo(migrator: Migrator, name: string): Promise<void> {
  const { error } = await migrator.migrateTo(name);
  if (error === undefined) return;
  throw new OperatorError(`Die Tabellen ließen sich nicht anlegen (${reason(error)}).`, { cause: error });
}

async function assertSameShape(client: pg.Client, manifest: Manifest): Promise<void> {
  const shape = (tables: readonly { name: string; columns: readonly string[] }[]) =>
    JSON.stringify(tables.map(({ name, columns }) => [name, [...columns].sort()]).sort());
  if (shape(await listTables(client)) === shape(manifest.tables)) return;
  throw new OperatorError('Die Tabellen der Sicherung sind andere als die dieser Auftakt-Version.');
}

async function load(
  client: pg.Client,
  file: string,
  manifest: Manifest,
  staging: Staging,
  signal: AbortSignal | undefined
): Promise<void> {
  const columns = new Map(manifest.tables.map((table) => [table.name, table.columns]));
  const hashes = new Map(manifest.files.map(({ path, sha256 }) => [path, sha256]));
  const entries = readArchive(file);
  let next = await entries.next();

  async function* partsOf(table: string): AsyncGenerator<Buffer> {
    while (next.done !== true && next.value.name.kind === 'table' && next.value.name.table === table) {
      signal?.throwIfAborted();
      yield* next.value.content;
      next = await entries.next();
    }
  }
  const take = async ({ name, content }: ArchiveEntry) => {
    if (name.kind === 'table') {
      const { table } = name;
      const rows = Readable.from(partsOf(table));
      await loadTable(client, { name: table, columns: must(columns.get(table)) }, rows).catch(
        (error: unknown) => {
          // The database's own message quotes the row.
          if (!(error instanceof pg.DatabaseError)) throw error;
          throw new OperatorError(
            `Die Tabelle ${table} ließ sich nicht einspielen (${reason(error)}). Es wurde nichts verändert.`
          );
        }
      );
      return;
    }
    if (name.kind === 'file') {
      if ((await staging.add(name.path, content)) !== hashes.get(name.path)) throw damaged(file);
    } else {
      for await (const _ of content);
    }
    next = await entries.next();
  };

  try {
    while (next.done !== true) {
      signal?.throwIfAborted();
      await take(next.value);
    }
  } finally {
    await entries.return(undefined);
  }
}

async function assertSameContent(client: pg.Client, manifest: Manifest, file: string): Promise<void> {
  const tables = new Map((await listTables(client)).map((table) => [table.name, table]));
  for (const { name, columns, rows, sha256 } of manifest.tables) {
    const sum = await dumpTable(client, { ...must(tables.get(name)), columns });
    if (sum.rows !== rows || sum.sha256 !== sha256) throw damaged(file);
  }
}

function reason(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unbekannter Fehler';
}
