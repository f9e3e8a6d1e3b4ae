import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { clusterName } from '../db/embedded/cluster.ts';
import { isErrno } from '../db/embedded/processes.ts';
import { startEmbeddedPostgres } from '../db/embeddedPostgres.ts';
import type { Log } from '../log.ts';
import { OperatorError } from '../operatorError.ts';

export interface Place {
  /** Null: the embedded database in `dataDir`. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
}

/**
 * Runs `use` with the address of a database that may be in use: that of DATABASE_URL, that of the Auftakt that runs on the
 * data folder, or, when none runs, of its database started for the while.
 *
 * @throws {OperatorError} when there is no database, or it cannot be reached
 */
export async function withDatabase<T>(place: Place, log: Log, use: (url: string) => Promise<T>): Promise<T> {
  if (place.databaseUrl !== null) return use(place.databaseUrl);
  const folder = join(resolve(place.dataDir), 'postgres');
  if (!existsSync(join(folder, 'data', 'PG_VERSION'))) {
    throw new OperatorError(
      `In ${folder} liegt keine Datenbank. Geben Sie mit AUFTAKT_DATA den Ordner an, mit dem Auftakt läuft, oder DATABASE_URL.`
    );
  }
  const running = await runningDatabase(folder);
  return running === null ? withOwnDatabase(place, log, use) : use(running);
}

/**
 * Runs `use` with the address of a database that nobody else uses, making it when there is none.
 *
 * @throws {OperatorError} when an Auftakt runs on the data folder
 */
export async function withOwnDatabase<T>(
  place: Place,
  log: Log,
  use: (url: string) => Promise<T>
): Promise<T> {
  if (place.databaseUrl !== null) return use(place.databaseUrl);
  const embedded = await startEmbeddedPostgres({ dataDir: place.dataDir, log });
  try {
    return await use(embedded.url);
  } finally {
    await embedded.stop();
  }
}

/** Opens one connection for `use`. */
export async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'auftakt-backup',
    connectionTimeoutMillis: 10_000,
    keepAlive: true
  });
  // A connection that breaks fails the query under way; between two it must not end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw new OperatorError(`Die Datenbank antwortet nicht${code}.`);
  }
  try {
    return await use(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The address of the server that runs on this folder, or null. */
async function runningDatabase(folder: string): Promise<string | null> {
  try {
    const { app } = JSON.parse(readFileSync(join(folder, 'secret.json'), 'utf8')) as { app: string };
    // The fourth line of PostgreSQL's own file is its port.
    const port = Number(readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[3]);
    const url = `postgres://auftakt:${app}@127.0.0.1:${port}/auftakt`;
    const name = await withClient(url, async (client) => {
      const { rows } = await client.query<{ cluster_name: string }>('show cluster_name');
      return rows[0]?.cluster_name;
    });
    // A file left behind by a crash may name a port that is somebody else's by now.
    return name === clusterName(join(folder, 'data')) ? url : null;
  } catch (error) {
    if (isErrno(error, 'EACCES')) {
      throw new OperatorError(
        `Die Daten in ${folder} gehören einem anderen Benutzer. Sichern Sie als dieser.`
      );
    }
    return null;
  }
}
