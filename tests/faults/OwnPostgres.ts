import { setTimeout as sleep } from 'node:timers/promises';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accountFor } from '../../src/lib/server/db/embedded/account.ts';
import { findBinaries } from '../../src/lib/server/db/embedded/binaries.ts';
import { clusterName, openCluster, type Secrets } from '../../src/lib/server/db/embedded/cluster.ts';
import { freePort } from '../../src/lib/server/db/embedded/freePort.ts';
import { stopLeftovers } from '../../src/lib/server/db/embedded/leftovers.ts';
import { startPostmaster, type Postmaster } from '../../src/lib/server/db/embedded/postmaster.ts';
import { startEmbeddedPostgres } from '../../src/lib/server/db/embeddedPostgres.ts';
import { migrateToLatest } from '../../src/lib/server/db/migrate.ts';
import { createLog } from '../../src/lib/server/log.ts';
import { readMigrations } from '../../scripts/readMigrations.ts';

const log = createLog('silent');

/** The connection of the app's owner to a database that the app itself keeps in `dataDir`, while it runs. */
export function embeddedUrl(dataDir: string): string {
  const folder = join(dataDir, 'postgres');
  const { app } = JSON.parse(readFileSync(join(folder, 'secret.json'), 'utf8')) as Secrets;
  const port = readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[3] ?? '';
  return `postgres://auftakt:${app}@127.0.0.1:${port}/auftakt`;
}

/** Makes a migrated database in `dataDir` and lets `work` fill it, while no app runs on it. */
export async function prepareData<T>(dataDir: string, work: (url: string) => Promise<T>): Promise<T> {
  const server = await startEmbeddedPostgres({ dataDir, log });
  try {
    await migrateToLatest(server.url, await readMigrations(), log);
    return await work(server.url);
  } finally {
    await server.stop();
  }
}

/** Stops what a killed app has left running on its data. */
export async function stopOrphan(dataDir: string): Promise<void> {
  const cluster = join(dataDir, 'postgres', 'data');
  if (existsSync(cluster)) await stopLeftovers({ dataDir: cluster, name: clusterName(cluster) }, log);
}

/**
 * A PostgreSQL on a fixed port that nobody starts again by itself: for being killed and staying away. Its data must have
 * been prepared (see {@link prepareData}); default durability.
 */
export class OwnPostgres {
  readonly url: string;
  readonly adminUrl: string;
  readonly #start: () => Promise<Postmaster>;
  readonly #cluster: Parameters<typeof stopLeftovers>[0];
  #running: Postmaster | null = null;

  private constructor(
    port: number,
    secrets: Secrets,
    cluster: Parameters<typeof stopLeftovers>[0],
    start: () => Promise<Postmaster>
  ) {
    this.url = `postgres://auftakt:${secrets.app}@127.0.0.1:${port}/auftakt`;
    this.adminUrl = `postgres://postgres:${secrets.admin}@127.0.0.1:${port}/auftakt`;
    this.#cluster = cluster;
    this.#start = start;
  }

  static async open(dataDir: string, settings: Readonly<Record<string, string>> = {}): Promise<OwnPostgres> {
    const folder = join(dataDir, 'postgres');
    const account = accountFor(join(folder, 'data'));
    const binaries = findBinaries(account, log);
    const cluster = await openCluster(folder, { binaries, account, log, durable: true });
    const port = await freePort();
    const all = { max_connections: '200', ...settings };
    return new OwnPostgres(port, cluster.secrets, cluster, () =>
      startPostmaster({ binaries, account, cluster, port, settings: all, log })
    );
  }

  get running(): boolean {
    return this.#running !== null;
  }

  async start(): Promise<void> {
    await stopLeftovers(this.#cluster, log);
    this.#running = await this.#start();
    const now = this.#running;
    void now.ended.then(() => {
      if (this.#running === now) this.#running = null;
    });
  }

  /** SIGKILL of the server; its backends notice within moments. */
  async kill(): Promise<void> {
    const running = this.#running;
    if (!running) return;
    process.kill(running.pid, 'SIGKILL');
    await Promise.race([running.ended, sleep(5000)]);
  }

  /** In order. */
  async stop(): Promise<void> {
    await this.#running?.stop();
    await stopLeftovers(this.#cluster, log);
  }
}
