import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { freePort } from '../../src/lib/server/db/embedded/freePort.ts';

export interface TestRedis {
  readonly url: string;
  /** Ends the server and starts it again on the same port; null when it is somebody else's. */
  readonly restart: (() => Promise<void>) | null;
  stop(): Promise<void>;
}

/**
 * How to get a Redis for tests: the one at REDIS_TEST_URL, else an installed redis-server or valkey-server, else (on
 * Debian as root) the distribution's package. Null when there is none.
 */
export function findRedis(): { url: string } | { program: string } | null {
  const given = process.env['REDIS_TEST_URL'];
  if (given !== undefined && given !== '') return { url: given };
  const program = present() ?? packaged();
  return program === null ? null : { program };
}

/** Starts one on a free port, with nothing on disk; or uses the one that was given. */
export async function startRedis(found: { url: string } | { program: string }): Promise<TestRedis> {
  if ('url' in found) return { url: found.url, restart: null, stop: () => Promise.resolve() };
  const folder = await mkdtemp(join(tmpdir(), 'auftakt-redis-'));
  const port = await freePort();
  let server = await launch(found.program, folder, port);
  return {
    url: `redis://127.0.0.1:${port}`,
    async restart() {
      await ended(server);
      server = await launch(found.program, folder, port);
    },
    async stop() {
      await ended(server);
      await rm(folder, { recursive: true, force: true });
    }
  };
}

async function launch(program: string, folder: string, port: number): Promise<ChildProcess> {
  const settings = { port, bind: '127.0.0.1', dir: folder, save: '', appendonly: 'no' };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const server = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', () => reject(new Error(`redis ended:\n${output}`)));
    server.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (/ready to accept connections/i.test(output)) resolve();
    });
  });
  server.removeAllListeners('exit');
  return server;
}

async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = once(server, 'exit');
  server.kill('SIGTERM');
  await gone;
}

function present(): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const name of ['redis-server', 'valkey-server']) {
    const found = folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
    if (found !== undefined) return found;
  }
  return null;
}

function packaged(): string | null {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return null;
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'redis-server']]) {
    console.error(`Redis is missing, trying: apt-get ${args.join(' ')}`);
    spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=120', ...args], {
      timeout: 180_000,
      stdio: ['ignore', 2, 2],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    });
  }
  return present();
}
