import pg from 'pg';
import { slept, waitBefore, type Line, type LineEars, type OpenLine } from './Line';

/** NOTIFY stays inside one database, so one name does for every installation. */
const CHANNEL = 'auftakt';
/** A line on which nothing comes back for so long is dead, whatever TCP says (a cable, a laptop asleep). */
const ANSWER_MS = 5000;
const PING_MS = 10_000;

/** A line through LISTEN and NOTIFY, on one connection of its own. A pooler that shares connections does not work here. */
export function pgLine(databaseUrl: string): OpenLine {
  return (ears) => new PgLine(databaseUrl, ears);
}

class PgLine implements Line {
  readonly #url: string;
  readonly #ears: LineEars;
  readonly #ending = new AbortController();
  readonly #done: Promise<void>;
  #client: pg.Client | null = null;
  /** One query at a time. */
  #queries: Promise<unknown> = Promise.resolve();

  constructor(url: string, ears: LineEars) {
    this.#url = url;
    this.#ears = ears;
    this.#done = this.#keepUp();
  }

  async send(text: string): Promise<void> {
    const client = this.#client;
    if (!client) throw new Error('no connection for hints');
    try {
      await this.#query(client, 'select pg_notify($1, $2)', [CHANNEL, text]);
    } catch (error) {
      client.emit('error', error);
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#ending.abort();
    await this.#done;
  }

  async #keepUp(): Promise<void> {
    const { signal } = this.#ending;
    let attempt = 0;
    let told = false;
    while (!signal.aborted) {
      try {
        await this.#once(signal, () => {
          attempt = 0;
          told = false;
        });
      } catch (error) {
        if (!told && !signal.aborted) this.#ears.lost(error);
        told = true;
      }
      if (!signal.aborted) await slept(waitBefore(attempt, Math.random), signal);
      attempt += 1;
    }
  }

  /** One connection from its beginning to its end. Rejects with what ended it. */
  async #once(signal: AbortSignal, isUp: () => void): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#url,
      application_name: 'auftakt hints',
      keepAlive: true,
      connectionTimeoutMillis: ANSWER_MS,
      query_timeout: ANSWER_MS
    });
    const broken = new Promise<never>((_resolve, reject) => {
      client.on('error', reject);
      client.on('end', () => reject(new Error('the connection for hints ended')));
    });
    // Nobody waits for it yet while the connection is being made.
    broken.catch(() => undefined);
    client.on('notification', ({ payload }) => this.#ears.heard(payload ?? ''));
    try {
      await client.connect();
      // A hint may be lost, so its transaction need not wait for the disk.
      await client.query('set synchronous_commit = off');
      await client.query(`listen ${CHANNEL}`);
      this.#client = client;
      isUp();
      this.#ears.restored();
      await Promise.race([broken, this.#watch(client, signal)]);
    } finally {
      this.#client = null;
      // Says goodbye where it can; a dead connection must not hold up the next.
      void client.end().catch(() => undefined);
    }
  }

  /** Resolves when the line is to be closed, rejects when the server does not answer. */
  async #watch(client: pg.Client, signal: AbortSignal): Promise<void> {
    while (await slept(PING_MS, signal)) await this.#query(client, 'select 1');
  }

  #query(client: pg.Client, sql: string, values: string[] = []): Promise<unknown> {
    const query = this.#queries.then(() => client.query(sql, values));
    this.#queries = query.catch(() => undefined);
    return query;
  }
}
