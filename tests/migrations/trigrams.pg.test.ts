/** The extension of the search, on a PostgreSQL where the app's role is no superuser. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, expect, inject, test } from 'vitest';
import { migrateToLatest } from '../../src/lib/server/db/migrate.ts';
import { migrations } from '../../src/lib/server/db/migrations.ts';
import { createLog } from '../../src/lib/server/log.ts';

const adminUrl = inject('postgresUrl');
const name = `trgm_${randomBytes(6).toString('hex')}`;
const databases = { own: `${name}_own`, foreign: `${name}_foreign` };

async function asAdmin(sql: string, database?: string): Promise<void> {
  const address = new URL(adminUrl);
  if (database !== undefined) address.pathname = `/${database}`;
  const client = new pg.Client(address.href);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** As the plain role, in one of the databases. */
function migrate(database: string): Promise<string[]> {
  const address = new URL(adminUrl);
  address.username = name;
  address.password = 'plain';
  address.pathname = `/${database}`;
  return migrateToLatest(address.href, migrations, createLog('silent'));
}

await asAdmin(`create role ${name} login nosuperuser password 'plain'`);
afterAll(async () => {
  for (const database of Object.values(databases))
    await asAdmin(`drop database if exists ${database} with (force)`);
  await asAdmin(`drop role ${name}`);
});

test('whoever owns the database needs no superuser', async () => {
  await asAdmin(`create database ${databases.own} owner ${name}`);
  expect(await migrate(databases.own)).toContain('20261128T2205_directory');
});

test('who may only make tables is told what an administrator runs once, and then it works', async () => {
  await asAdmin(`create database ${databases.foreign}`);
  await asAdmin(`grant create on schema public to ${name}`, databases.foreign);
  await expect(migrate(databases.foreign)).rejects.toThrow('create extension pg_trgm');
  await asAdmin('create extension pg_trgm', databases.foreign);
  expect(await migrate(databases.foreign)).toContain('20261128T2205_directory');
});
