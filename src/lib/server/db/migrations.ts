import type { Migration } from 'kysely/migration';
import type { Migrations } from './migrate.ts';

/** All migrations of db/migrations, as part of the build: a running Auftakt needs no source folder for them. */
const modules = import.meta.glob<Migration>('/db/migrations/*.ts', { eager: true });

export const migrations: Migrations = Object.fromEntries(
  Object.entries(modules).map(([path, migration]) => [
    path.replace(/^.*\//, '').replace(/\.ts$/, ''),
    migration
  ])
);
