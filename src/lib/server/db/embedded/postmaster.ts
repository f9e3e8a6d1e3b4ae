import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { must } from '../../../util/must.ts';
import type { Log } from '../../log.ts';
import { asAccount } from './account.ts';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { dataPath, serverEnvironment } from './cluster.ts';
import type { Cluster } from './cluster.ts';
import { signal } from './processes.ts';

/** How long recovery after a crash may take before a start counts as failed, milliseconds. */
const READY_WITHIN = 120_000;

export interface PostmasterOptions {
  readonly binaries: Binaries;
  readonly account: Account | null;
  readonly cluster: Cluster;
  readonly port: number;
  /** Further settings, e.g. `{ fsync: 'off' }` in tests. */
  readonly settings: Readonly<Record<string, string>>;
  readonly log: Log;
}

/** A running server. */
export interface Postmaster {
  readonly pid: number;
  /** Resolves when the server has ended, however that came. */
  readonly ended: Promise<{ exitCode: number | null; signal: NodeJS.Signals | null }>;
  /** Ends it in order (fast shutdown), or by force when that takes longer than some seconds. */
  stop(): Promise<void>;
}

/** A server ended before it was ready; `output` is what it said. */
export class StartFailure extends Error {
  readonly output: string;
  constructor(output: string) {
    super(`PostgreSQL ended while starting: ${output}`);
    this.output = output;
  }
}

/**
 * Starts the server and waits until it answers.
 *
 * @throws {StartFailure} when it ends instead
 */
export async function startPostmaster(options: PostmasterOptions): Promise<Postmaster> {
  const { binaries, account, cluster, port, log } = options;
  const settings: Record<string, string> = {
    port: String(port),
    cluster_name: cluster.name,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '60',
    // Messages about statements quote what people wrote: only the server's own affairs are logged, tersely.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_line_prefix: '',
    log_destination: 'stderr',
    logging_collector: 'off',
    ...options.settings
  };
  const child = spawn(
    binaries.postgres,
    [
      '-D',
      dataPath(cluster.dataDir, account),
      ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])
    ],
    {
      ...asAccount(account),
      cwd: cluster.dataDir,
      env: serverEnvironment(),
      // Its own session: Ctrl-C in a terminal must reach the app first, which still has things to write.
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'ignore', 'pipe'],
      windowsHide: true
    }
  );
  const output: string[] = [];
  createInterface({ input: must(child.stderr) }).on('line', (line) => {
    output.push(line);
    if (output.length > 30) output.shift();
    if (/^(FATAL|PANIC):(?!.*is starting up)/.test(line)) log.warn({ line }, 'PostgreSQL');
    else log.debug({ line }, 'PostgreSQL');
  });

  let over = false;
  const ended = new Promise<{ exitCode: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('close', (exitCode, signal) => {
      over = true;
      resolve({ exitCode, signal });
    });
    child.once('error', (error) => {
      over = true;
      output.push(error.message);
      resolve({ exitCode: null, signal: null });
    });
  });

  const waitEnd = performance.now() + READY_WITHIN;
  for (;;) {
    if (over) throw new StartFailure(output.join('\n'));
    if (await answers(port, cluster)) break;
    if (performance.now() > waitEnd) {
      child.kill('SIGQUIT');
      throw new StartFailure(`no answer within ${READY_WITHIN / 1000} s\n${output.join('\n')}`);
    }
    await sleep(30);
  }
  const pid = must(child.pid);
  return {
    pid,
    ended,
    async stop() {
      if (over) return;
      if (process.platform === 'win32') {
        spawnSync(binaries.pgCtl, ['stop', '-D', cluster.dataDir, '-m', 'fast', '-w', '-t', '6']);
      }
      for (const [name, patience] of [
        ['SIGINT', 6_000],
        ['SIGQUIT', 2_000],
        ['SIGKILL', 2_000]
      ] as const) {
        if (!over) signal(pid, name);
        await Promise.race([ended, sleep(patience, undefined, { ref: false })]);
        if (over) return;
        log.warn({ signal: name }, 'PostgreSQL did not end in time');
      }
    }
  };
}

/** Whether the server takes connections; it does not while it starts or recovers. */
async function answers(port: number, { secrets, name }: Cluster): Promise<boolean> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password: secrets.admin,
    database: 'postgres',
    connectionTimeoutMillis: 2_000
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ cluster_name: string }>('show cluster_name');
    return rows[0]?.cluster_name === name;
  } catch {
    return false;
  } finally {
    const closed = once(client, 'end');
    await Promise.race([client.end().catch(() => undefined), closed.catch(() => undefined), sleep(500)]);
  }
}
