import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../log.ts';
import { startEmbeddedPostgres } from './embeddedPostgres.ts';
import { isAlive } from './embedded/processes.ts';

const log = createLog('silent');
const HOLDER = fileURLToPath(new URL('./embedded/testing/holdPostgres.ts', import.meta.url));

let dataDir: string;
const started: { stop(): Promise<void> }[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'auftakt-embedded-'));
});
afterEach(async () => {
  for (const server of started.splice(0)) await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function start() {
  const server = await startEmbeddedPostgres({ dataDir, log });
  started.push(server);
  return server;
}

async function query<T extends pg.QueryResultRow>(url: string, text: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<T>(text)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Starts the database in a process of its own, which can be killed. */
async function hold(): Promise<{ pid: number; url: string; postgres: number; kill(): Promise<void> }> {
  const child = spawn(process.execPath, [HOLDER, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await Array.fromAsync(take(createInterface({ input: child.stdout }), 1))) as [string];
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const { url, postgres } = JSON.parse(line) as { url: string; postgres: number };
  return {
    pid: child.pid ?? 0,
    url,
    postgres,
    async kill() {
      child.kill('SIGKILL');
      // `close` would wait for the pipe, which nobody else holds.
      await gone;
    }
  };
}

async function* take<T>(source: AsyncIterable<T>, count: number): AsyncIterable<T> {
  for await (const item of source) {
    yield item;
    if (--count === 0) return;
  }
}

describe('the embedded PostgreSQL', () => {
  it('serves on loopback with fsync, keeps its passwords to itself, stops quickly', async () => {
    const server = await start();
    expect(await query(server.url, 'show fsync')).toEqual([{ fsync: 'on' }]);
    expect(await query(server.url, 'show synchronous_commit')).toEqual([{ synchronous_commit: 'on' }]);
    expect(await query(server.url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    expect(await query(server.url, 'select current_user, current_database()')).toEqual([
      { current_user: 'auftakt', current_database: 'auftakt' }
    ]);
    expect((await stat(join(dataDir, 'postgres/secret.json'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(dataDir, 'postgres/data'))).mode & 0o777).toBe(0o700);

    const wrong = new URL(server.url);
    wrong.password = 'password';
    await expect(query(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });

    const before = performance.now();
    await server.stop();
    expect(performance.now() - before).toBeLessThan(6_000);
    expect(isAlive(server.pid)).toBe(false);
  });

  it('keeps the data from one start to the next', async () => {
    const first = await start();
    await query(first.url, 'create table kept as select 7 as n');
    await first.stop();
    const second = await start();
    expect(await query(second.url, 'select n from kept')).toEqual([{ n: 7 }]);
  });

  it('stops the orphan of a killed app and loses nothing that was committed', async () => {
    const killed = await hold();
    await query(killed.url, 'create table kept as select 1 as n');
    await query(killed.url, 'insert into kept values (2)');
    await killed.kill();
    expect(isAlive(killed.postgres)).toBe(true);

    const server = await start();
    expect(isAlive(killed.postgres)).toBe(false);
    expect(await query(server.url, 'select n from kept order by n')).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it('starts when app and database were both killed', async () => {
    const killed = await hold();
    await query(killed.url, 'create table kept as select 1 as n');
    await killed.kill();
    process.kill(killed.postgres, 'SIGKILL');
    const server = await start();
    expect(await query(server.url, 'select n from kept')).toEqual([{ n: 1 }]);
  });

  it('is not misled by a stale pid file whose number now belongs to another program', async () => {
    await (await start()).stop();
    await writeFile(
      join(dataDir, 'postgres/data/postmaster.pid'),
      `${process.pid}\n${dataDir}\n1\n5432\n\n127.0.0.1\n1 1\nready\n`
    );
    const server = await start();
    expect(await query(server.url, 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  it('refuses a second app on the same folder with a clear sentence, and leaves the first alone', async () => {
    const first = await hold();
    await expect(startEmbeddedPostgres({ dataDir, log })).rejects.toThrow(
      `Auftakt läuft schon mit diesem Datenordner (Prozess ${first.pid})`
    );
    expect(await query(first.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    await first.kill();
    await start();
  });

  it('lets only one of many that start at the same moment have it', async () => {
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => start()));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results) {
      if (result.status === 'rejected') expect(String(result.reason)).toContain('Auftakt läuft schon');
    }
  });

  it('is started again on the same port when it is killed', async () => {
    const server = await start();
    await query(server.url, 'create table kept as select 1 as n');
    const before = server.pid;
    process.kill(before, 'SIGKILL');
    const end = performance.now() + 10_000;
    for (;;) {
      try {
        expect(await query(server.url, 'select n from kept')).toEqual([{ n: 1 }]);
        // The killed one may still have answered: death takes a moment.
        if (server.pid !== before) break;
        await sleep(20);
      } catch (error) {
        if (performance.now() > end) throw error;
        await sleep(50);
      }
    }
    expect(server.pid).not.toBe(before);
  });

  it('begins anew after a first start that was cut short, and never overwrites a folder that is no database', async () => {
    const server = await start();
    await server.stop();
    const folder = join(dataDir, 'postgres');
    await rm(join(folder, 'data/PG_VERSION'));
    await expect(start()).rejects.toThrow(/enthält keine Datenbank/);
    await rm(join(folder, 'data'), { recursive: true });
    await writeFile(join(folder, 'pw-left'), 'x');
    await start();
    await expect(readFile(join(folder, 'pw-left'))).rejects.toThrow('ENOENT');
  });

  it('says so when the data come from another version or the passwords are gone', async () => {
    await (await start()).stop();
    const folder = join(dataDir, 'postgres');
    const secrets = await readFile(join(folder, 'secret.json'));
    await rm(join(folder, 'secret.json'));
    await expect(start()).rejects.toThrow(/fehlen die Passwörter/);
    await writeFile(join(folder, 'secret.json'), secrets, { mode: 0o600 });
    await writeFile(join(folder, 'data/PG_VERSION'), '16\n');
    await expect(start()).rejects.toThrow(/PostgreSQL 16/);
  });
});
