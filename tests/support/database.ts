import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, expect, inject } from 'vitest';
import { createDatabase } from '../../src/lib/server/db/database.ts';
import type { Db } from '../../src/lib/server/db/database.ts';

export interface TestDatabase {
  readonly db: Db;
  readonly url: string;
}

/**
 * A fresh, migrated database for the calling test file, dropped when the file is through. Call it at the top of a
 * `*.pg.test.ts` file: `const { db, url } = await testDatabase();`
 *
 * @throws from any other file: those have no PostgreSQL, and a name must say what a test needs
 */
export async function testDatabase(): Promise<TestDatabase> {
  const file = expect.getState().testPath ?? '';
  if (!file.endsWith('.pg.test.ts')) {
    throw new Error(`testDatabase() is for files named *.pg.test.ts, not for ${file}`);
  }
  const adminUrl = inject('postgresUrl');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asAdmin(adminUrl, `create database ${name} template auftakt_template`);
  const address = new URL(adminUrl);
  address.pathname = `/${name}`;
  const url = address.href;
  const db = createDatabase(url);
  afterAll(async () => {
    await db.destroy();
    await asAdmin(adminUrl, `drop database ${name} with (force)`);
  });
  return { db, url };
}

async function asAdmin(url: string, query: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(query);
  } finally {
    await client.end();
  }
}
