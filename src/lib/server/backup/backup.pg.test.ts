import { randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip, gunzipSync, gzipSync } from 'node:zlib';
import * as tar from 'tar-stream';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { makeHalls } from '../../../../tests/support/hall.ts';
import { testDatabase } from '../../../../tests/support/database.ts';
import { must } from '../../util/must.ts';
import { migrations } from '../db/migrations.ts';
import { checkBackup } from './checkBackup.ts';
import { makeBackup } from './makeBackup.ts';
import { withClient } from './reachDatabase.ts';
import { restoreBackup } from './restoreBackup.ts';
import { dumpTable, listTables, settle } from './tables.ts';
import type { Sum } from './tables.ts';

const { url } = await testDatabase();

let folder: string;
let dataDir: string;
const role = `restorer_${randomBytes(6).toString('hex')}`;
const made: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'auftakt-backup-'));
  dataDir = join(folder, 'data');
  await mkdir(join(dataDir, 'images/a'), { recursive: true });
  await mkdir(join(dataDir, 'postgres'), { recursive: true });
  await writeFile(join(dataDir, 'postgres/secret.json'), 'not to be backed up');
  await mkdir(join(dataDir, '.incoming'));
  await writeFile(join(dataDir, '.incoming/half'), 'not to be backed up');
  await writeFile(join(dataDir, 'images/a/Grüße aus dem Musterrevier.webp'), randomBytes(300_000));
  await writeFile(join(dataDir, 'images/empty'), '');
  await asAdmin(`create role ${role} login password 'restorer'`);
  await makeHalls(url, [{ people: 12, groups: 3, notes: 40 }]);
});
afterAll(async () => {
  for (const name of made) await asAdmin(`drop database ${name} with (force)`);
  await asAdmin(`drop role ${role}`);
  await rm(folder, { recursive: true, force: true });
});

async function asAdmin(query: string): Promise<void> {
  await withClient(inject('postgresUrl'), (client) => client.query(query));
}

/** A new database whose owner is no superuser, as with the embedded one and with hosted ones. */
async function emptyDatabase(): Promise<string> {
  const name = `restored_${randomBytes(6).toString('hex')}`;
  await asAdmin(`create database ${name} owner ${role}`);
  made.push(name);
  const address = new URL(inject('postgresUrl'));
  Object.assign(address, { pathname: `/${name}`, username: role, password: 'restorer' });
  return address.href;
}

async function contentOf(database: string): Promise<Record<string, Sum>> {
  return withClient(database, async (client) => {
    await client.query('begin');
    await settle(client);
    const sums: Record<string, Sum> = {};
    for (const table of await listTables(client)) sums[table.name] = await dumpTable(client, table);
    return sums;
  });
}

async function tablesIn(database: string): Promise<number> {
  return withClient(database, async (client) => {
    const { rows } = await client.query<{ count: number }>(
      `select count(*)::int as count from pg_class where relnamespace = 'public'::regnamespace`
    );
    return must(rows[0]).count;
  });
}

let number = 0;
const freshFile = () => join(folder, `backup-${(number += 1)}.tar.gz`);

async function backUp(): Promise<string> {
  const file = freshFile();
  await makeBackup({ file, url, dataDir, version: '0.0.0' });
  return file;
}

const restore = async (file: string, database: string, into = join(folder, `into-${(number += 1)}`)) => {
  await mkdir(into, { recursive: true });
  await restoreBackup({ file, url: database, dataDir: into, migrations });
  return into;
};

/** The same archive with entries changed, left out (null) or put before the manifest. */
async function forge(
  file: string,
  change: (name: string, content: Buffer) => Buffer | null,
  added: (Partial<tar.Header> & { name: string; content?: string })[] = []
): Promise<string> {
  const forged = freshFile();
  const extract = tar.extract();
  const pack = tar.pack();
  const read = pipeline(createReadStream(file), createGunzip(), extract);
  const written = pipeline(pack, createGzip(), createWriteStream(forged));
  for await (const entry of extract) {
    const chunks: Buffer[] = [];
    for await (const chunk of entry as AsyncIterable<Buffer>) chunks.push(chunk);
    if (entry.header.name === 'manifest.json') {
      for (const { content, ...header } of added) pack.entry(header, content ?? '');
    }
    const content = change(entry.header.name, Buffer.concat(chunks));
    if (content !== null) pack.entry({ name: entry.header.name }, content);
  }
  pack.finalize();
  await Promise.all([read, written]);
  return forged;
}

describe('backup and restore', () => {
  it('takes one moment while others write, and gives it back byte for byte, with the files', async () => {
    const writing = makeHalls(url, [{ people: 8, notes: 200 }]);
    const file = freshFile();
    const { rows, files } = await makeBackup({ file, url, dataDir, version: '0.0.0' });
    await writing;
    expect(rows).toBeGreaterThan(100);
    expect(files).toBe(2);

    const database = await emptyDatabase();
    const into = await restore(file, database);
    const { manifest } = await checkBackup(file);
    expect(await contentOf(database)).toEqual(
      Object.fromEntries(manifest.tables.map(({ name, rows, sha256 }) => [name, { rows, sha256 }]))
    );
    // Of one moment: each room's clock counts exactly the changes that are there.
    await withClient(database, async (client) => {
      const { rows: rooms } = await client.query<{ clock: string; changes: string; last: string }>(
        `select clock, (select count(*) from change where room_id = id) as changes,
           (select coalesce(max(seq), 0) from change where room_id = id) as last from room where clock > 0`
      );
      expect(rooms.length).toBeGreaterThan(0);
      for (const { clock, changes, last } of rooms) expect([changes, last]).toEqual([clock, clock]);
    });
    const name = 'images/a/Grüße aus dem Musterrevier.webp';
    expect(await readFile(join(into, name))).toEqual(await readFile(join(dataDir, name)));
    expect((await readdir(into, { recursive: true })).sort()).toEqual(
      ['images', 'images/a', name, 'images/empty'].sort()
    );
    expect((await stat(join(into, name))).mode & 0o777).toBe(0o600);
  });

  it('of the same content is the same content, also after a restore and with text in another collation', async () => {
    const file = await backUp();
    const database = await emptyDatabase();
    await restore(file, database);
    const again = freshFile();
    await makeBackup({ file: again, url: database, dataDir, version: '0.0.0' });
    expect((await checkBackup(again)).manifest).toEqual((await checkBackup(file)).manifest);
  });

  it('goes into tables that are there already, if they are empty', async () => {
    const file = await backUp();
    const database = await emptyDatabase();
    await restore(file, database);
    await withClient(database, (client) => client.query('truncate space, person, access_link cascade'));
    await restore(file, database);
    expect(await contentOf(database)).toEqual(await contentOf(url));
  });

  it('refuses a database that is not empty, and leaves it as it was', async () => {
    const file = await backUp();
    const before = await contentOf(url);
    await expect(restore(file, url)).rejects.toThrow('Diese Datenbank ist nicht leer');
    expect(await contentOf(url)).toEqual(before);
  });

  it('refuses tables of somebody else', async () => {
    const file = await backUp();
    const database = await emptyDatabase();
    await withClient(database, (client) => client.query('create table other (id int primary key)'));
    await expect(restore(file, database)).rejects.toThrow('andere Tabellen');
  });

  it('refuses a folder that holds such files already, and then restores no table either', async () => {
    const file = await backUp();
    const database = await emptyDatabase();
    const into = join(folder, 'taken');
    await mkdir(join(into, 'images'), { recursive: true });
    await expect(restore(file, database, into)).rejects.toThrow('liegen schon Dateien');
    expect(await tablesIn(database)).toBe(0);
    expect(await readdir(into)).toEqual(['images']);
  });

  it('belongs to its owner only, overwrites nothing, and does not lie where it is taken from', async () => {
    const file = await backUp();
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await expect(makeBackup({ file, url, dataDir, version: '0.0.0' })).rejects.toThrow('gibt es schon');
    const inside = join(dataDir, 'backup.tar.gz');
    await expect(makeBackup({ file: inside, url, dataDir, version: '0.0.0' })).rejects.toThrow(
      'einen anderen Ort'
    );
    expect(gunzipSync(await readFile(file)).includes('not to be backed up')).toBe(false);
  });

  it('leaves nothing behind when it is stopped or meets what it cannot back up', async () => {
    const stopped = AbortSignal.abort(new Error('stopped'));
    const file = freshFile();
    await expect(makeBackup({ file, url, dataDir, version: '0.0.0', signal: stopped })).rejects.toThrow(
      'stopped'
    );
    const odd = join(folder, 'odd');
    await mkdir(odd);
    await symlink('/etc/hostname', join(odd, 'link'));
    await expect(makeBackup({ file, url, dataDir: odd, version: '0.0.0' })).rejects.toThrow('Verknüpfung');
    expect((await readdir(folder)).filter((name) => name.includes(file.slice(folder.length + 1)))).toEqual(
      []
    );
  });

  it('refuses a database that is not of Auftakt', async () => {
    const database = await emptyDatabase();
    await expect(makeBackup({ file: freshFile(), url: database, dataDir, version: '0.0.0' })).rejects.toThrow(
      'gehört nicht zu Auftakt'
    );
  });

  it('covers all that a schema has: no sequence and no large object that it would lose', async () => {
    await withClient(url, async (client) => {
      const { rows } = await client.query(
        `select relname, relkind from pg_class where relnamespace = 'public'::regnamespace
           and relkind not in ('r', 'i', 'p', 'I', 'v', 'c')
         union all select oid::text, 'large object' from pg_largeobject_metadata`
      );
      expect(rows).toEqual([]);
    });
  });
});

describe('a damaged or forged backup', () => {
  it('is refused wherever it was cut or a bit was flipped', async () => {
    const whole = await readFile(await backUp());
    const sound = (await checkBackup(await written(whole))).manifest;
    for (let n = 0; n < 60; n += 1) {
      const at = Math.floor((whole.length * n) / 60);
      await expect(checkBackup(await written(whole.subarray(0, at)))).rejects.toThrow('beschädigt');
      const flipped = Buffer.from(whole);
      flipped[at] = must(flipped[at]) ^ (1 << (n % 8));
      const checked = await checkBackup(await written(flipped)).catch((error: unknown) => error);
      // Bits of gzip's header (time, system) carry nothing of the content.
      if (checked instanceof Error) expect(checked.message).toContain('beschädigt');
      else expect(checked).toMatchObject({ manifest: sound });
    }
  });

  it('changes nothing in the database', async () => {
    const whole = await readFile(await backUp());
    const database = await emptyDatabase();
    await expect(restore(await written(whole.subarray(0, whole.length - 4)), database)).rejects.toThrow(
      'beschädigt'
    );
    expect(await tablesIn(database)).toBe(0);
  });

  it('is refused when content and manifest disagree, though every checksum of the packing is right', async () => {
    const file = await backUp();
    const forgeries = [
      forge(file, (name, content) =>
        name.startsWith('tables/note/') ? Buffer.from(content.toString().replace(/\n/, 'x\n')) : content
      ),
      forge(file, (name, content) => (name.startsWith('tables/note/') ? null : content)),
      forge(file, (name, content) => (name === 'files/images/empty' ? null : content)),
      forge(file, (name, content) => (name === 'manifest.json' ? null : content)),
      forge(file, (name, content) => (name === 'start.json' ? null : content)),
      forge(file, (name, content) => content, [{ name: 'files/more', content: 'more' }]),
      forge(file, (name, content) => content, [{ name: 'tables/note/000007', content: 'more' }])
    ];
    for (const forged of await Promise.all(forgeries)) {
      await expect(checkBackup(forged)).rejects.toThrow('beschädigt');
    }
    await expect(checkBackup(await written(gzipSync('no archive')))).rejects.toThrow('beschädigt');
    await expect(checkBackup(await written(Buffer.from('no archive')))).rejects.toThrow('beschädigt');
  });

  it('is refused when rows do not fit the rules of the tables, and the message quotes none', async () => {
    const file = await backUp();
    const { manifest } = await checkBackup(file);
    const forged = await forge(file, (name, content) =>
      name === 'manifest.json'
        ? Buffer.from(JSON.stringify({ ...manifest, tables: manifest.tables.toReversed() }))
        : name.startsWith('tables/person/')
          ? null
          : content
    );
    const database = await emptyDatabase();
    const person = await forge(forged, (name, content) => {
      if (name !== 'manifest.json') return content;
      const parsed = JSON.parse(content.toString()) as typeof manifest;
      const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
      const tables = parsed.tables.map((table) =>
        table.name === 'person' ? { ...table, rows: 0, sha256: empty } : table
      );
      return Buffer.from(JSON.stringify({ ...parsed, tables }));
    });
    await expect(restore(person, database)).rejects.toThrow(
      /^Die Tabelle \w+ ließ sich nicht einspielen \(23503\)/
    );
    expect(await tablesIn(database)).toBe(0);
  });

  it('is refused when it is of a newer version', async () => {
    const file = await backUp();
    const { start } = await checkBackup(file);
    const asStart = (value: unknown) =>
      forge(file, (name, content) => (name === 'start.json' ? Buffer.from(JSON.stringify(value)) : content));
    await expect(checkBackup(await asStart({ format: 2, what: 'unknown' }))).rejects.toThrow('neueren');
    const database = await emptyDatabase();
    const later = await asStart({ ...start, migrations: [...start.migrations, '29991231T2359_later'] });
    await expect(restore(later, database)).rejects.toThrow('neueren');
    expect(await tablesIn(database)).toBe(0);
  });

  it.each([
    ['../out', 'file'],
    ['/tmp/out', 'file'],
    ['files/../out', 'file'],
    ['files/images/../../out', 'file'],
    ['files//out', 'file'],
    ['files/..\\out', 'file'],
    ['files/C:out', 'file'],
    ['files/.. /out', 'file'],
    ['files/out\u001b[2J', 'file'],
    ['files/postgres/secret.json', 'file'],
    ['files/Postgres/secret.json', 'file'],
    ['files/.restore-1/out', 'file'],
    ['files/out', 'symlink'],
    ['files/out', 'link'],
    ['files/out', 'directory'],
    ['tables/pg_authid"; drop/000000', 'file']
  ] as const)('is refused with an entry %j (%s)', async (name, type) => {
    const forged = await forge(await backUp(), (_, content) => content, [
      type === 'file' ? { name, type, content: 'out' } : { name, type, linkname: '../../out' }
    ]);
    await expect(checkBackup(forged)).rejects.toThrow('in keine Sicherung gehört');
  });
});

async function written(content: Buffer): Promise<string> {
  const file = freshFile();
  await writeFile(file, content);
  return file;
}
