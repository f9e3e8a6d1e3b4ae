import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import type { Person } from '$lib/server/auth/sessions';
import { columnsThat, PERSONAL_DATA } from '$lib/server/repositories/personalData';
import { MARK, somebodyEverywhere } from '../../../../tests/support/everywhere';
import { testServices } from '../../../../tests/support/services';

const dataDir = await mkdtemp(joinPath(tmpdir(), 'auftakt-erasing-'));
afterAll(() => rm(dataDir, { recursive: true, force: true }));
const world = await testServices({
  AUFTAKT_DATA: dataDir,
  ORIGIN: 'https://auftakt.example',
  SMTP_URL: 'smtp://127.0.0.1:2525',
  MAIL_FROM: 'auftakt@example.org'
});
const { services, space, clock, db, person, account } = world;
const { rooms, history, erasure, join, workshops } = services;

/** Where this stands now, as `table.column`: every column of every table, search columns and whatever comes included. */
async function columnsWith(words: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ table: string; column: string }>`
    select table_name as table, column_name as column from information_schema.columns
    join information_schema.tables using (table_schema, table_name)
    where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not like 'kysely%'
  `.execute(db);
  const found: string[] = [];
  for (const { table, column } of rows) {
    const hit = await sql<{ hit: boolean }>`
      select exists (select from ${sql.table(table)}
        where ${sql.ref(column)}::text ilike any(${words.map((word) => `%${word}%`)})) as hit
    `.execute(db);
    if (hit.rows[0]?.hit) found.push(`${table}.${column}`);
  }
  return found;
}

async function filesWith(words: readonly string[], folder = dataDir): Promise<string[]> {
  const found: string[] = [];
  for (const name of await readdir(folder)) {
    const path = joinPath(folder, name);
    if ((await stat(path)).isDirectory()) found.push(...(await filesWith(words, path)));
    else if (words.some(await contains(path))) found.push(path);
  }
  return found;
}
const contains = async (path: string) => {
  const text = `${path} ${(await readFile(path)).toString('latin1')}`.toLowerCase();
  return (word: string) => text.includes(word);
};

/** A column of this kind in which nothing of the person stands before they are erased: then the test would prove nothing. */
async function unfilled(ids: readonly string[]): Promise<string[]> {
  const missing: string[] = [];
  for (const { table, column, holds } of columnsThat('owner', 'names', 'cleaned', 'words')) {
    const owners = columnsThat('owner').filter((one) => one.table === table);
    const isTheirs = sql.join(
      owners.map((owner) => sql`${sql.ref(owner.column)} = any(${ids}::uuid[])`),
      sql` or `
    );
    const condition =
      holds === 'words' && owners.length > 0
        ? sql`(${isTheirs}) and ${sql.ref(column)} is not null and ${sql.ref(column)}::text not in ('', '[]', '{}')`
        : sql`${sql.ref(column)}::text ilike any(${[MARK, ...ids, 'fileId'].map((word) => `%${word}%`)})`;
    const { rows } = await sql<{ there: boolean }>`
      select exists (select from ${sql.table(table)} where ${condition}) as there`.execute(db);
    if (!rows[0]?.there) missing.push(`${table}.${column}`);
  }
  return missing;
}

test('every table says in personalData.ts what it holds of people; for columns the compiler sees to it', async () => {
  const tables = await db.introspection.getTables();
  expect(
    tables.map(({ name }) => name).filter((name) => !(name in PERSONAL_DATA)),
    'Say in src/lib/server/repositories/personalData.ts what these tables hold of people, so that erasing somebody and "Meine Daten" know them.'
  ).toEqual([]);
});

test('of a person who is erased nothing is left, in any column of any table and in no file; of all others everything is', async () => {
  const before = await somebodyEverywhere(world);
  const { who, twice, otto, participantId, twiceId, roomId, others, workingGroupId, pollId } = before;
  const ids = [who.id, twice.id, participantId, twiceId];
  expect(
    await unfilled(ids),
    'The person of this test has nothing in these columns, so it would not see that they are erased there: give them something in tests/support/everywhere.ts.'
  ).toEqual([]);
  expect((await filesWith([MARK])).length).toBe(2);

  expect(await erasure.everywhere(who.id)).toEqual({ ok: true });
  expect(
    await columnsWith([MARK, ...ids]),
    'Of somebody who was erased this is left. Is the column what personalData.ts says? What is `cleaned` needs its lines in repositories/erasure.ts.'
  ).toEqual([]);
  expect(await filesWith([MARK, ...ids])).toEqual([]);

  // Everybody else keeps what is theirs, and what was counted is right.
  expect(await rooms.read(roomId, (view) => view.get('note', others))).toMatchObject({
    body: 'Bänke am Bach',
    authorName: 'Otto Obstwiese',
    attachments: []
  });
  expect(await rooms.read(roomId, (view) => view.get('workingGroup', workingGroupId))).toMatchObject({
    active: 0
  });
  const poll = await rooms.read(roomId, (view) => view.get('poll', pollId));
  expect(poll).toMatchObject({ answers: 1, given: 1, sums: [{ key: 'bach', count: 1 }], hidden: [] });
  const mail = await db.selectFrom('mail').where('person_id', '=', otto.id).selectAll().execute();
  expect(mail).toMatchObject([{ recipient: 'otto@example.org', text: 'Antworten bitte an ….', headers: {} }]);
  expect(await erasure.everywhere(who.id)).toMatchObject({ code: 'not_found' });
  // An erased account may come again, as somebody new.
  expect(await rooms.open(roomId, who)).toMatchObject({ code: 'forbidden' });
});

async function hall() {
  const hedda = await account('facilitator');
  const made = await workshops.create(hedda, space.id, {
    title: 'Auftakt',
    startsAt: null,
    place: '',
    template: 'auftakt',
    groups: 2,
    question: 'Was zuerst?'
  });
  if (!made.ok) throw new Error(made.message);
  const { roomId, code } = made.workshop;
  await rooms.open(roomId, hedda);
  const come = async (who: Person) => {
    const joined = await join.join({ code }, { name: who.name }, who, '192.0.2.1');
    if (!joined.ok) throw new Error(joined.message);
    return joined.participantId;
  };
  const send = async (who: Person, type: string, more: Record<string, unknown>) => {
    clock.advance(100);
    const answer = await rooms.command(roomId, who, { id: randomUUID(), type, ...more });
    if (!answer.ok) throw new Error(`${type}: ${answer.code}`);
  };
  return { roomId, hedda, come, send };
}

test('who is taken out of one workshop keeps what is theirs elsewhere', async () => {
  const [here, there] = [await hall(), await hall()];
  const otter = await person('Ottilie Otter');
  const others = randomUUID();
  const id = await here.come(otter);
  await there.come(otter);
  const linde = await person('Linde Laub');
  await here.come(linde);
  await here.send(otter, 'note.add', { noteId: randomUUID(), body: 'Ottersteg' });
  await here.send(linde, 'note.add', { noteId: others, body: 'Bänke am Bach' });
  await there.send(otter, 'note.add', { noteId: randomUUID(), body: 'Otterweg' });
  const since = await rooms.open(here.roomId, linde);
  expect(await erasure.fromRoom(here.roomId, id)).toEqual({ ok: true });
  expect(await columnsWith(['ottersteg', id])).toEqual([]);
  expect(await columnsWith(['otterweg', otter.id])).toEqual(
    expect.arrayContaining(['note.body', 'person.id', 'participant.person_id'])
  );
  // Whoever was away has all of it taken off the screen.
  expect(since).toMatchObject({ ok: true });
  expect(await rooms.open(here.roomId, linde, 1)).toMatchObject({ ok: true, full: true });
  // The history and a look back still work, without them.
  const told = await history.page(here.roomId, here.hedda, { limit: 100 });
  expect(JSON.stringify(told)).toContain('Bänke am Bach');
  expect(JSON.stringify(told)).not.toMatch(/Otter/);
  expect(await history.at(here.roomId, here.hedda, { at: clock.now() - 50 })).toMatchObject({ ok: true });
  expect(await erasure.fromRoom(here.roomId, id)).toMatchObject({ code: 'not_found' });
  expect(await erasure.fromRoom(here.roomId, randomUUID())).toMatchObject({ code: 'not_found' });
});

test('a guest who was merged into an account is erased without it; an account takes its guests along', async () => {
  const { roomId, come, send, hedda } = await hall();
  const member = await account('member', 'Mara Moos');
  const [phone, tablet] = [await person('Mara am Handy'), await person('Mara am Tablet')];
  const [into, first, second] = [await come(member), await come(phone), await come(tablet)];
  for (const participantId of [first, second])
    await send(hedda, 'participant.merge', { participantId, intoId: into });
  await erasure.everywhere(phone.id);
  expect(await columnsWith([phone.id, first])).toEqual([]);
  expect(await rooms.open(roomId, member)).toMatchObject({ ok: true });
  await erasure.everywhere(member.id);
  expect(await columnsWith([member.id, into, tablet.id, second])).toEqual([]);
});

test('somebody who moderates can be erased too, with their messages', async () => {
  const { roomId, hedda, send } = await hall();
  await send(hedda, 'message.send', { messageId: randomUUID(), groupId: null, body: 'Heddas Ruf' });
  const other = await account('facilitator');
  await rooms.open(roomId, other);
  expect(await erasure.everywhere(hedda.id)).toEqual({ ok: true });
  expect(await columnsWith([hedda.id, 'heddas ruf'])).toEqual([]);
  expect(await rooms.open(roomId, other)).toMatchObject({ ok: true });
});

test('the moderation erases whom it may remove: a guest of this workshop everywhere, others from here', async () => {
  const { roomId, hedda, come, send } = await hall();
  const other = await hall();
  const [fritz, frieda] = [await person('Fritz Farn'), await person('Frieda Farn')];
  const member = await account('member', 'Mara Moos');
  const [fritzId, friedaId, memberId] = [await come(fritz), await come(frieda), await come(member)];
  await other.come(frieda);
  await send(fritz, 'note.add', { noteId: randomUUID(), body: 'Fritzens Farnweg' });
  for (const who of [null, frieda, member])
    expect(await erasure.byModeration(who, roomId, fritzId)).toMatchObject({ ok: false });
  const heddaId = (await rooms.placeOf(roomId, hedda))?.id ?? '';
  expect(await erasure.byModeration(hedda, roomId, heddaId)).toMatchObject({ code: 'forbidden' });
  expect(await erasure.byModeration(hedda, roomId, randomUUID())).toMatchObject({ code: 'not_found' });
  expect(await erasure.byModeration(hedda, space.directoryRoom, fritzId)).toMatchObject({
    code: 'forbidden'
  });

  expect(await erasure.byModeration(hedda, roomId, fritzId)).toEqual({ ok: true });
  expect(await columnsWith([fritz.id, fritzId, 'fritz'])).toEqual([]);
  expect(await erasure.byModeration(hedda, roomId, friedaId)).toEqual({ ok: true });
  expect(await columnsWith([friedaId])).toEqual([]);
  expect(await columnsWith([frieda.id])).toEqual(expect.arrayContaining(['person.id']));
  expect(await erasure.byModeration(hedda, roomId, memberId)).toEqual({ ok: true });
  expect(await columnsWith([member.id])).toEqual(expect.arrayContaining(['person.id', 'member.person_id']));
});

test('an owner finds whom the space knows by any of their names, and erases anybody but themself', async () => {
  const owner = await account('owner', 'Olga Ohneland');
  const { come, send, hedda } = await hall();
  const anton = await person('Anton Ahornblatt');
  const participantId = await come(anton);
  await send(hedda, 'participant.edit', { participantId, name: 'Toni Zürgelbaum' });
  for (const words of ['ahornblatt', 'zürgel'])
    expect(await erasure.find(space.id, words)).toMatchObject([{ id: anton.id, role: null, workshops: 1 }]);
  for (const words of ['', '%', 'nobody at all']) expect(await erasure.find(space.id, words)).toEqual([]);
  expect(await erasure.byOwner(owner, owner.id)).toMatchObject({ code: 'forbidden' });
  expect(await erasure.byOwner(owner, "'; drop table person")).toMatchObject({ code: 'not_found' });
  expect(await erasure.byOwner(owner, anton.id)).toEqual({ ok: true });
  expect(await columnsWith([anton.id, 'ahornblatt', 'zürgelbaum'])).toEqual([]);
});
