import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../../src/lib/server/db/embeddedPostgres.ts';
import { migrateToLatest } from '../../src/lib/server/db/migrate.ts';
import { migrations } from '../../src/lib/server/db/migrations.ts';
import { createLog } from '../../src/lib/server/log.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser's connection to the PostgreSQL of this test run. */
    postgresUrl: string;
  }
}

/** Name of the migrated database that each test file gets a copy of. */
export const TEMPLATE = 'auftakt_template';

/** One PostgreSQL for all `*.pg.test.ts`: the real one, only without waiting for the disk. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'auftakt-test-'));
  const log = createLog('silent');
  const server = await startEmbeddedPostgres({
    dataDir,
    log,
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' }
  });
  const admin = new pg.Client(server.adminUrl);
  await admin.connect();
  await admin.query(`create database ${TEMPLATE}`);
  await admin.end();
  const template = new URL(server.adminUrl);
  template.pathname = `/${TEMPLATE}`;
  await migrateToLatest(template.href, migrations, log);
  project.provide('postgresUrl', server.adminUrl);
  return async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
