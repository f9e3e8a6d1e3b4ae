import { Migrator } from 'kysely/migration';
import type { Migration } from 'kysely/migration';
import type { Log } from '../log.ts';
import { OperatorError } from '../operatorError.ts';
import { createDatabase } from './database.ts';

/** Migrations by name (the file's name without ending); they run in the order of their names. */
export type Migrations = Readonly<Record<string, Migration>>;

/**
 * Brings the database's tables up to date. All missing migrations run in one transaction under an advisory lock
 * (Kysely's, for PostgreSQL), so several processes may start at the same time: one migrates, the others wait.
 *
 * @returns names of the migrations that were run
 * @throws {OperatorError} when the database is newer than this Auftakt, or a migration fails (nothing is changed then)
 */
export async function migrateToLatest(url: string, migrations: Migrations, log: Log): Promise<string[]> {
  return withMigrator(url, migrations, async (migrator) => {
    const { error, results = [] } = await migrator.migrateToLatest();
    if (error !== undefined)
      throw explain(error, results.find((result) => result.status === 'Error')?.migrationName);
    const done = results.map((result) => result.migrationName);
    if (done.length > 0) log.info({ migrations: done }, 'migrated the database');
    return done;
  });
}

/**
 * For starts with AUTO_MIGRATE off.
 *
 * @throws {OperatorError} when migrations are missing
 */
export async function assertMigrated(url: string, migrations: Migrations): Promise<void> {
  await withMigrator(url, migrations, async (migrator) => {
    const missing = (await migrator.getMigrations()).filter(
      (migration) => migration.executedAt === undefined
    );
    if (missing.length === 0) return;
    throw new OperatorError(
      `Der Datenbank fehlen ${missing.length} Anpassungen (${missing.map(({ name }) => name).join(', ')}). ` +
        'Führen Sie `npm run db:migrate` aus, oder schalten Sie AUTO_MIGRATE ein.'
    );
  });
}

async function withMigrator<T>(
  url: string,
  migrations: Migrations,
  use: (migrator: Migrator) => Promise<T>
): Promise<T> {
  // A migration may take longer than any statement of the app, and waits for others to finish theirs.
  const db = createDatabase(url, { max: 2, statementTimeout: 0 });
  try {
    return await use(
      new Migrator({ db, provider: { getMigrations: () => Promise.resolve({ ...migrations }) } })
    );
  } finally {
    await db.destroy();
  }
}

function explain(error: unknown, migration: string | undefined): OperatorError {
  const reason = error instanceof Error ? error.message : String(error);
  if (reason.startsWith('corrupted migrations')) {
    return new OperatorError(
      'Die Datenbank stammt von einer neueren oder anderen Auftakt-Version. ' +
        `Aktualisieren Sie Auftakt, oder spielen Sie eine passende Sicherung ein. (${reason})`,
      { cause: error }
    );
  }
  const where = migration === undefined ? '' : ` (${migration})`;
  return new OperatorError(`Die Datenbank ließ sich nicht anpassen${where}: ${reason}`, { cause: error });
}
