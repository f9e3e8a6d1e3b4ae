import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Log } from '../log.ts';
import type { Database } from './types.ts';

export type Db = Kysely<Database>;

/** OID of `int8`, which `pg` hands out as text unless told otherwise. */
const INT8 = 20;

/** Room clocks and counts stay far below 2^53; a value beyond is a bug that must not pass as a rounded number. */
function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error('int8 beyond the safe integers');
  return value;
}

/** Type parsers of our own pools only: `pg.types` is global and other users of `pg` keep theirs. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === INT8 && format !== 'binary'
      ? safeInteger
      : pg.types.getTypeParser(oid, format ?? 'text')) as typeof pg.types.getTypeParser
};

export interface DatabaseOptions {
  /** Gets a line when an idle connection breaks. */
  readonly log?: Pick<Log, 'warn'>;
  /** Most connections at a time (12). */
  readonly max?: number;
  /** Milliseconds that a statement may run (15,000); 0 for no limit (migrations). */
  readonly statementTimeout?: number;
}

/**
 * Opens a pool on a PostgreSQL. Connects with the first query; `destroy()` closes it.
 *
 * A connection that breaks while nobody uses it is dropped and replaced; one that breaks during a query rejects
 * that query. Neither ends the process.
 */
export function createDatabase(url: string, options: DatabaseOptions = {}): Db {
  const { log, max = 12, statementTimeout = 15_000 } = options;
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'auftakt',
    max,
    types,
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    statement_timeout: statementTimeout,
    idle_in_transaction_session_timeout: statementTimeout,
    // The server is gone without a word (cable, laptop asleep): no query waits for ever.
    ...(statementTimeout > 0 && { query_timeout: statementTimeout + 5_000 })
  });
  pool.on('error', (error) => log?.warn({ err: error }, 'an idle database connection broke'));
  // A connection that breaks between two queries of a transaction emits on the client itself.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
}
