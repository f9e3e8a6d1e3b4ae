import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../src/lib/server/db/embeddedPostgres.ts';
import { migrateToLatest } from '../../src/lib/server/db/migrate.ts';
import { createLog } from '../../src/lib/server/log.ts';
import { readMigrations } from '../../scripts/readMigrations.ts';

export interface TestPostgres {
  /** Of the owner of a migrated, empty database `auftakt`. */
  readonly url: string;
  readonly adminUrl: string;
  /** Of the server that runs now: it is started again when it dies. */
  pid(): number;
  /** Stops it and removes its folder. */
  stop(): Promise<void>;
}

/**
 * A PostgreSQL of its own with its default durability (fsync on) and an empty, migrated database, for programs in plain
 * Node that start several app processes on it.
 */
export async function startPostgres(
  settings: Readonly<Record<string, string>> = { max_connections: '200' }
): Promise<TestPostgres> {
  const dataDir = await mkdtemp(join(tmpdir(), 'auftakt-pg-'));
  const log = createLog('silent');
  const server = await startEmbeddedPostgres({ dataDir, log, settings });
  await migrateToLatest(server.url, await readMigrations(), log);
  return {
    url: server.url,
    adminUrl: server.adminUrl,
    pid: () => server.pid,
    async stop() {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    }
  };
}
