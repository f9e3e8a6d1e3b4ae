import { readdir } from 'node:fs/promises';
import type { Migration } from 'kysely/migration';
import type { Migrations } from '../src/lib/server/db/migrate.ts';

const FOLDER = new URL('../db/migrations/', import.meta.url);

/** All migrations, read from their folder: for programs that run without a build. */
export async function readMigrations(): Promise<Migrations> {
  const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.ts')).sort();
  const entries = files.map(async (file): Promise<[string, Migration]> => {
    const migration = (await import(new URL(file, FOLDER).href)) as Migration;
    return [file.replace(/\.ts$/, ''), migration];
  });
  return Object.fromEntries(await Promise.all(entries));
}
