import { parseConfig } from '../src/lib/server/config.ts';
import { startEmbeddedPostgres } from '../src/lib/server/db/embeddedPostgres.ts';
import { migrateToLatest } from '../src/lib/server/db/migrate.ts';
import { createLog } from '../src/lib/server/log.ts';
import { readMigrations } from './readMigrations.ts';

/**
 * `npm run db:migrate`: the same migrations as at a start, without a build. Uses DATABASE_URL, or the database
 * that comes with Auftakt (which must not be in use by a running Auftakt at that moment).
 */
try {
  const config = parseConfig(process.env);
  const log = createLog('warn');
  const migrations = await readMigrations();
  const embedded =
    config.databaseUrl === null ? await startEmbeddedPostgres({ dataDir: config.dataDir, log }) : null;
  try {
    const done = await migrateToLatest(config.databaseUrl ?? embedded?.url ?? '', migrations, log);
    console.log(
      done.length === 0 ? 'Die Datenbank ist auf dem neuesten Stand.' : `Ausgeführt: ${done.join(', ')}`
    );
  } finally {
    await embedded?.stop();
  }
} catch (error) {
  console.error(error instanceof Error && 'forOperator' in error ? error.message : error);
  process.exitCode = 1;
}
