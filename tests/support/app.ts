import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { clusterName } from '../../src/lib/server/db/embedded/cluster.ts';
import { freePort } from '../../src/lib/server/db/embedded/freePort.ts';
import { stopLeftovers } from '../../src/lib/server/db/embedded/leftovers.ts';
import { createLog } from '../../src/lib/server/log.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** A first start makes a database; on a busy machine with two cores that may take a while. */
const START_WITHIN = 60_000;
const STOP_WITHIN = 12_000;

/** The fields of the READY line. All but `url` only in the demo. */
export interface Ready {
  readonly url: string;
  readonly code?: string;
  readonly participantLink?: string;
  readonly facilitatorLink?: string;
  readonly room?: string;
}

export interface RunningApp {
  readonly url: string;
  readonly ready: Ready;
  readonly pid: number;
  readonly dataDir: string;
  /** Everything the process has written so far, both streams. */
  output(): string;
  /** SIGKILL, and wait until it is gone. Its database may go on running, as in life. */
  kill(): Promise<void>;
  /** Ends it in order (or lets it be dead), and starts it again on the same port and data. */
  restart(): Promise<void>;
  /** Ends it in order and removes the data folder. Returns the exit code, or null after a signal. */
  stop(): Promise<number | null>;
}

export interface AppOptions {
  /** Further settings, e.g. `{ AUFTAKT_DEMO: '1' }`. */
  readonly env?: Readonly<Record<string, string>>;
  /** A data folder of the caller's, who also removes it; else a throw-away one. */
  readonly dataDir?: string;
}

/** Starts the built app as a process of its own and waits for its READY line. */
export async function startApp({ env = {}, dataDir: given }: AppOptions = {}): Promise<RunningApp> {
  const dataDir = given ?? (await mkdtemp(join(tmpdir(), 'auftakt-app-')));
  const settings = { PORT: String(await freePort()), HOST: '127.0.0.1', AUFTAKT_DATA: dataDir, ...env };
  let current = await launch(settings);

  const end = async () => {
    const code = await terminate(current.child);
    await stopOrphan(dataDir);
    return code;
  };
  return {
    get url() {
      return current.ready.url;
    },
    get ready() {
      return current.ready;
    },
    get pid() {
      return current.child.pid ?? 0;
    },
    dataDir,
    output: () => current.output.join('\n'),
    async kill() {
      const gone = ended(current.child);
      current.child.kill('SIGKILL');
      await gone;
    },
    async restart() {
      await terminate(current.child);
      current = await launch(settings);
    },
    async stop() {
      const code = await end();
      if (given === undefined) await rm(dataDir, { recursive: true, force: true });
      return code;
    }
  };
}

/**
 * Runs the server until it ends by itself: for starts that are meant to fail.
 * @returns exit code and everything it wrote
 */
export async function runToEnd(
  env: Readonly<Record<string, string>>
): Promise<{ code: number | null; output: string }> {
  const { child, output } = spawnServer({ HOST: '127.0.0.1', PORT: String(await freePort()), ...env });
  const code = await ended(child);
  return { code, output: output.join('\n') };
}

interface Launched {
  readonly child: ChildProcess;
  readonly ready: Ready;
  readonly output: string[];
}

async function launch(env: Readonly<Record<string, string>>): Promise<Launched> {
  const { child, output, onLine } = spawnServer(env);
  return new Promise((resolve, reject) => {
    const fail = (what: string) => reject(new Error(`the app ${what}:\n${output.join('\n')}`));
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail(`was not ready within ${START_WITHIN / 1000} s`);
    }, START_WITHIN);
    const onEnd = (code: number | null) => {
      clearTimeout(timer);
      fail(`ended with code ${code} before it was ready`);
    };
    child.once('close', onEnd);
    onLine((line) => {
      if (!line.startsWith('READY ')) return;
      clearTimeout(timer);
      child.removeListener('close', onEnd);
      resolve({ child, output, ready: JSON.parse(line.slice('READY '.length)) as Ready });
    });
  });
}

/** As `npm start` has them: a young generation that need not grow first halves the time in which a large room is read. */
const FLAGS = ['--min-semi-space-size=16'];

function spawnServer(env: Readonly<Record<string, string>>): {
  child: ChildProcess;
  output: string[];
  onLine: (listener: (line: string) => void) => void;
} {
  // Settings of whoever runs the tests must not reach the app (a DATABASE_URL would be filled with test data).
  const { PATH, HOME, TMPDIR, LANG } = process.env;
  const child = spawn(process.execPath, [...FLAGS, 'src/server.ts'], {
    cwd: ROOT,
    env: { ...definedOnly({ PATH, HOME, TMPDIR, LANG }), NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe']
  });
  const killOnExit = () => void child.kill('SIGTERM');
  process.once('exit', killOnExit);
  child.once('close', () => process.removeListener('exit', killOnExit));
  const output: string[] = [];
  const listeners: ((line: string) => void)[] = [];
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on('line', (line) => {
      output.push(line);
      for (const listener of listeners) listener(line);
    });
  }
  return { child, output, onLine: (listener) => void listeners.push(listener) };
}

async function terminate(child: ChildProcess): Promise<number | null> {
  const gone = ended(child);
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN);
  const code = await gone;
  clearTimeout(timer);
  return code;
}

function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => child.once('close', (code) => resolve(code)));
}

/** After a kill the database is still there; a throw-away folder must not leave one behind. */
async function stopOrphan(dataDir: string): Promise<void> {
  const cluster = join(dataDir, 'postgres', 'data');
  if (!existsSync(cluster)) return;
  await stopLeftovers({ dataDir: cluster, name: clusterName(cluster) }, createLog('silent'));
}

function definedOnly(values: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined)
  );
}
