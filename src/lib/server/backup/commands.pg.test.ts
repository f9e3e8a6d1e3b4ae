import { execFile } from 'node:child_process';
import { access, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeHalls } from '../../../../tests/support/hall.ts';
import { startEmbeddedPostgres } from '../db/embeddedPostgres.ts';
import { migrateToLatest } from '../db/migrate.ts';
import { migrations } from '../db/migrations.ts';
import { createLog } from '../log.ts';
import { checkBackup } from './checkBackup.ts';

/** The two commands as a person runs them, with the database that comes with Auftakt. */
const log = createLog('silent');
let folder: string;
let dataDir: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'auftakt-commands-'));
  dataDir = join(folder, 'data');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(script: 'backup' | 'restore', data: string, ...args: string[]) {
  const env = { PATH: process.env['PATH'], AUFTAKT_DATA: data, LANG: 'C.UTF-8' };
  try {
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      [`scripts/${script}.ts`, ...args],
      {
        env
      }
    );
    return { code: 0, said: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, said: stdout + stderr };
  }
}

it('backs up while Auftakt runs and while it does not, restores into a new folder only', async () => {
  const running = join(folder, 'running.tar.gz');
  const stopped = join(folder, 'stopped.tar.gz');
  const again = join(folder, 'again.tar.gz');

  const server = await startEmbeddedPostgres({ dataDir, log });
  try {
    await migrateToLatest(server.url, migrations, log);
    await makeHalls(server.url, [{ people: 3, groups: 1, notes: 5 }]);
    const said = await run('backup', dataDir, running);
    expect(said).toMatchObject({ code: 0 });
    expect(said.said).toMatch(/^Gesichert: 46 Tabellen/);
    expect(said.said).not.toMatch(/Teilnehmende|Hedda/);
    expect((await stat(running)).mode & 0o777).toBe(0o600);
    expect((await run('restore', dataDir, running)).said).toMatch(/^Auftakt läuft schon/);
  } finally {
    await server.stop();
  }

  expect(await run('backup', dataDir, stopped)).toMatchObject({ code: 0 });
  const { manifest } = await checkBackup(running);
  expect((await checkBackup(stopped)).manifest).toEqual(manifest);

  const into = join(folder, 'elsewhere');
  const restored = await run('restore', into, stopped);
  expect(restored.said).toMatch(/^Wiederhergestellt: 46 Tabellen/);
  expect(await run('backup', into, again)).toMatchObject({ code: 0 });
  expect((await checkBackup(again)).manifest).toEqual(manifest);

  expect(await run('restore', into, stopped)).toMatchObject({
    code: 1,
    said: expect.stringMatching(/^Diese Datenbank ist nicht leer/) as string
  });
}, 60_000);

it('says what is wrong, and makes no database just to back it up', async () => {
  const nowhere = join(folder, 'nowhere');
  expect((await run('backup', nowhere, join(folder, 'none.tar.gz'))).said).toMatch(/liegt keine Datenbank/);
  await expect(access(nowhere)).rejects.toThrow('ENOENT');
  expect(await run('backup', nowhere)).toMatchObject({ code: 2 });
  const missing = await run('restore', join(folder, 'fresh'), join(folder, 'missing.tar.gz'));
  expect(missing.said).toMatch(/missing\.tar\.gz gibt es nicht/);
  expect((await readdir(folder)).filter((name) => name.endsWith('.partial'))).toEqual([]);
});
