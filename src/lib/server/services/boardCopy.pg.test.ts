import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Person } from '$lib/server/auth/sessions';
import { must } from '$lib/util/must';
import { newId } from '$lib/util/newId';
import { phaseIn } from '../../../../tests/support/phases';
import { testServices } from '../../../../tests/support/services';

const dataDir = await mkdtemp(joinPath(tmpdir(), 'auftakt-copy-'));
afterAll(() => rm(dataDir, { recursive: true, force: true }));
const { db, services, space, person, account } = await testServices({ AUFTAKT_DATA: dataDir });
const { join, workshops, rooms, sharing, files } = services;
const hedda = await account('owner');

async function original() {
  const made = await workshops.create(hedda, space.id, {
    title: 'Dorfwerkstatt',
    startsAt: Date.now(),
    place: 'Saal',
    template: 'auftakt',
    groups: 2,
    question: 'Was fehlt?'
  });
  if (!made.ok) throw new Error(made.message);
  await rooms.open(made.workshop.roomId, hedda);
  await workshops.saveAgenda(hedda, made.workshop.id, [{ title: 'Ankommen', body: 'Kaffee' }]);
  await sharing.change(hedda, made.workshop.id, { password: 'Kirschgarten', publicLink: 'renew' });
  return made.workshop;
}

async function does(roomId: string, who: Person, type: string, fields: object) {
  const answer = await rooms.command(roomId, who, { id: newId(), type, ...fields });
  if (!answer.ok) throw new Error(`${type}: ${answer.code}`);
}

/** Every row of the tables of a room, and its log, as text. */
async function everything(roomId: string): Promise<string> {
  const tables = ['board', 'phase', 'breakout_group', 'topic', 'vote', 'note', 'change'] as const;
  const rows = await Promise.all(
    tables.map((table) => db.selectFrom(table).where('room_id', '=', roomId).selectAll().execute())
  );
  return JSON.stringify(rows);
}

const PERSONAL = ['participant', 'comment', 'reaction', 'ballot', 'working_group', 'signup'] as const;

test('a copy with notes has nothing of the people, and the same files', async () => {
  const source = await original();
  const lotte = await person('Lotte Löwenzahn');
  const joined = await join.join(
    { code: source.code },
    { name: lotte.name, organisation: 'Dorfladen', password: 'Kirschgarten' },
    lotte,
    '192.0.2.1'
  );
  const participantId = joined.ok ? joined.participantId : '';
  const upload = await files.upload(source.roomId, lotte, {
    name: 'Plan.txt',
    declared: 5,
    body: new Blob(['Linde']).stream()
  });
  if (!upload.ok) throw new Error(upload.message);
  const [noteId, topicId] = [newId(), newId()];
  const attachments = [upload.attachment];
  await does(source.roomId, hedda, 'topic.add', { topicId, title: 'Treffpunkt' });
  await does(source.roomId, lotte, 'note.add', { noteId, body: 'Eine Linde', attachments });
  await does(source.roomId, hedda, 'note.move', { noteId, topicId });
  await does(source.roomId, lotte, 'comment.add', { noteId, commentId: newId(), body: 'Ja bitte' });
  await does(source.roomId, lotte, 'reaction.set', { noteId, on: true });
  const phaseId = await phaseIn(rooms, source.roomId, 'vote');
  const voteId = newId();
  await does(source.roomId, hedda, 'vote.add', { voteId, phaseId, title: 'Was zuerst?' });
  await does(source.roomId, hedda, 'phase.set', { phaseId });
  const dots = [{ itemId: topicId, count: 2 }];
  await does(source.roomId, lotte, 'ballot.set', { voteId, dots });
  await does(source.roomId, hedda, 'vote.close', { voteId });
  await does(source.roomId, hedda, 'topic.promote', { topicId, workingGroupId: newId() });

  const made = await workshops.copy(hedda, source.id, { title: ' Zweite Runde ', notes: true });
  if (!made.ok) throw new Error(made.message);
  const copy = must(await workshops.byId(made.workshop.id));
  expect(copy).toMatchObject({
    title: 'Zweite Runde',
    template: 'auftakt',
    open: true,
    startsAt: null,
    place: ''
  });
  expect(copy.code).not.toBe(source.code);
  const text = await everything(copy.roomId);
  expect(text).toContain('Eine Linde');
  const secrets = [
    lotte.id,
    lotte.name,
    'Dorfladen',
    participantId,
    noteId,
    topicId,
    voteId,
    source.roomId,
    'Ja bitte'
  ];
  for (const secret of secrets) expect([secret, text.includes(secret)]).toEqual([secret, false]);
  for (const table of PERSONAL) {
    const rows = await db.selectFrom(table).where('room_id', '=', copy.roomId).select('seq').execute();
    expect([table, rows]).toEqual([table, []]);
  }
  expect(await workshops.agenda(copy.id)).toMatchObject([{ title: 'Ankommen', body: 'Kaffee' }]);
  expect(await sharing.look(hedda, copy.id)).toMatchObject({
    sharing: { hasPassword: false, publicId: null, embedHosts: [] }
  });

  const opened = await rooms.open(copy.roomId, hedda);
  if (!opened.ok) throw new Error(opened.message);
  const { fileId } = upload.attachment;
  expect(await files.read(copy.roomId, hedda, fileId, 'whole')).toMatchObject({
    ok: true,
    saveAs: 'Plan.txt'
  });
  expect(await files.read(copy.roomId, lotte, fileId, 'whole')).toMatchObject({ ok: false });
  expect(opened.records.find(({ type }) => type === 'note')).toMatchObject({
    body: 'Eine Linde',
    authorId: null
  });
});

test('a copy without notes has none; the old board stays as it was', async () => {
  const source = await original();
  await does(source.roomId, hedda, 'note.add', { noteId: newId(), body: 'Bleibt hier' });
  const before = await everything(source.roomId);
  const made = await workshops.copy(hedda, source.id, { title: 'Vorlage', notes: false });
  const copy = made.ok ? made.workshop : source;
  const [there, here] = [await everything(copy.roomId), await everything(source.roomId)];
  expect([there.includes('Bleibt hier'), here]).toEqual([false, before]);
  expect(there).toContain('Kleingruppe 2');
});

test('only facilitators copy, under a title', async () => {
  const source = await original();
  const count = async () => (await db.selectFrom('workshop').select('id').execute()).length;
  const before = await count();
  for (const who of [await account('member'), await account(null), await person()])
    expect(await workshops.copy(who, source.id, { title: 'x', notes: true })).toMatchObject({
      code: 'forbidden'
    });
  expect(await workshops.copy(hedda, newId(), { title: 'x', notes: true })).toMatchObject({
    code: 'forbidden'
  });
  expect(await workshops.copy(hedda, source.id, { title: '  ', notes: true })).toMatchObject({
    code: 'empty'
  });
  const long = 'x'.repeat(500);
  expect(await workshops.copy(hedda, source.id, { title: long, notes: true })).toMatchObject({
    code: 'too_long'
  });
  expect(await count()).toBe(before);
});
