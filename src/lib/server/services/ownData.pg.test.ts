import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { columnsThat } from '$lib/server/repositories/personalData';
import { somebodyEverywhere } from '../../../../tests/support/everywhere';
import { testServices } from '../../../../tests/support/services';
import { SECTIONS } from './ownDataTexts';

const dataDir = await mkdtemp(join(tmpdir(), 'auftakt-own-'));
afterAll(() => rm(dataDir, { recursive: true, force: true }));
const world = await testServices({
  AUFTAKT_DATA: dataDir,
  SMTP_URL: 'smtp://127.0.0.1:2525',
  MAIL_FROM: 'auftakt@example.org'
});
const { services, account, person, db } = world;
const { ownData, erasure } = services;
const { who, otto, participantId } = await somebodyEverywhere(world);

test('every kind of thing that is kept about somebody has a name on the page', () => {
  const tables = [...new Set(columnsThat('owner').map(({ table }) => table))];
  expect(
    tables.filter((table) => !(table in SECTIONS)),
    'Say in src/lib/server/services/ownDataTexts.ts what "Meine Daten" calls these tables (and how a row reads, where its words do not say it).'
  ).toEqual([]);
});

test('shows a person everything that is theirs, in words, and nothing of others', async () => {
  const sections = await ownData.page(who.id);
  const tables = sections.map(({ table }) => table);
  expect(tables).toEqual(Object.keys(SECTIONS));
  const texts = Object.fromEntries(
    sections.map(({ table, entries }) => [table, entries.map(({ text }) => text)])
  );
  expect(texts['note']).toEqual(
    expect.arrayContaining(['Zyprians Zebrastreifen · Zyprians Zwetschge', 'Zyprians Zinnie'])
  );
  expect(texts['ballot']).toEqual(['2 Punkte']);
  expect(texts['contact']?.[0]).toContain('zyprian.zander@example.org');
  for (const entries of Object.values(texts)) for (const text of entries) expect(text).not.toBe('');
  const all = JSON.stringify(sections);
  expect(all).not.toMatch(/Bänke|Otto|none/);
  expect(all).not.toMatch(/"text":"[^"]*[0-9a-f]{8}-[0-9a-f]{4}-/);
  expect(JSON.stringify(await ownData.page(otto.id))).not.toMatch(/Zebra|zyprian\.zander|Zyprianhof/);
});

test('the file holds the same, with times, without keys and secrets', async () => {
  const { data } = await ownData.json(who.id);
  expect(Object.keys(data).sort()).toEqual(Object.keys(SECTIONS).sort());
  expect(data['signup']).toMatchObject([{ place: 'AG 1: Wege', level: 'active' }]);
  expect(data['file']?.[0]).toMatchObject({
    name: 'Zyprians Zettel.docx',
    download: expect.stringMatching(/^\/api\/rooms\/.+\/files\//)
  });
  const text = JSON.stringify(data);
  expect(text).not.toMatch(/hash|"none"|message_id/);
  expect(text).not.toContain(participantId);
});

test('the last owner of a space cannot erase themself, and loses nothing by trying', async () => {
  const owner = await account('owner', 'Olga Ohneland');
  expect(await erasure.bySelf(owner.id)).toMatchObject({ code: 'conflict' });
  expect(await db.selectFrom('person').where('id', '=', owner.id).select('name').execute()).toHaveLength(1);
  await account('owner');
  expect(await erasure.bySelf(owner.id)).toEqual({ ok: true });
  const guest = await person('Gast');
  expect(await erasure.bySelf(guest.id)).toEqual({ ok: true });
});
