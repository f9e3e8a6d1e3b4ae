import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { Person } from '$lib/server/auth/sessions';
import { phaseIn } from '../../../../tests/support/phases';
import { testServices } from '../../../../tests/support/services';
import { erasePerson } from './erasure';

const { services, space, clock, person, account, db, context } = await testServices();
const { rooms, workshops, join, history } = services;
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

const send = async (who: Person, command: { type: string } & Record<string, unknown>) => {
  clock.advance(100);
  const answer = await rooms.command(roomId, who, { id: randomUUID(), ...command });
  if (!answer.ok) throw new Error(`${command.type}: ${answer.code}`);
};
async function guest(name: string) {
  const who = await person(name);
  const joined = await join.join({ code }, { name, organisation: `Verein ${name}` }, who, '192.0.2.1');
  if (!joined.ok) throw new Error(joined.message);
  return { who, participantId: joined.participantId };
}

/** Every table but those that are about persons and their files, not about a workshop. */
async function tablesWith(words: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not in ('person', 'session', 'file')
  `.execute(db);
  const found: string[] = [];
  for (const { name } of rows) {
    const hit = await sql<{ hit: boolean }>`
      select exists (select from ${sql.table(name)} as every
        where every::text like any(${words.map((word) => `%${word}%`)})) as hit
    `.execute(db);
    if (hit.rows[0]?.hit) found.push(name);
  }
  return found;
}

test('nothing of an erased person is left in any table of the workshop, and all else is', async () => {
  const zander = await guest('Zyprian Zander');
  const twice = await guest('Zyprian Zwei');
  const otto = await guest('Otto Obstwiese');
  const [mine, moved, others] = [randomUUID(), randomUUID(), randomUUID()];
  const [topicId, workingGroupId] = [randomUUID(), randomUUID()];
  const { who } = zander;
  await send(who, { type: 'note.add', noteId: mine, title: 'Zebrastreifen', body: 'Zitterpappel am Zaun' });
  await send(who, { type: 'note.edit', noteId: mine, body: 'Zwetschge am Zaun', version: 1 });
  await send(twice.who, { type: 'note.add', noteId: moved, body: 'Zinnie im Beet' });
  await send(otto.who, { type: 'note.add', noteId: others, body: 'Bänke am Bach' });
  await send(otto.who, {
    type: 'comment.add',
    commentId: randomUUID(),
    noteId: mine,
    body: 'Zustimmung zum Zaun'
  });
  await send(who, { type: 'comment.add', commentId: randomUUID(), noteId: others, body: 'Ziegel dazu' });
  await send(who, { type: 'reaction.set', noteId: others, on: true });
  await send(hedda, { type: 'topic.add', topicId, title: 'Wege' });
  await send(hedda, { type: 'note.move', noteId: mine, topicId });
  await send(hedda, { type: 'topic.promote', topicId, workingGroupId });
  await send(hedda, { type: 'phase.set', phaseId: await phaseIn(rooms, roomId, 'commit') });
  await send(who, { type: 'signup.set', workingGroupId, level: 'active' });
  await send(hedda, { type: 'participant.edit', participantId: zander.participantId, name: 'Zyprian Zobel' });
  await send(hedda, {
    type: 'participant.merge',
    participantId: twice.participantId,
    intoId: zander.participantId
  });
  const words = [
    'Zyprian',
    'Zander',
    'Zobel',
    'Zebrastreifen',
    'Zitterpappel',
    'Zwetschge',
    'Zinnie',
    'Ziegel',
    'Zaun'
  ];
  expect(await tablesWith(words)).toEqual(
    expect.arrayContaining(['participant', 'note', 'comment', 'change'])
  );

  expect(await erasePerson(context, roomId, zander.participantId)).toEqual({ ok: true });
  expect(await tablesWith(words)).toEqual([]);
  expect(await tablesWith([zander.participantId, twice.participantId, who.id])).toEqual([]);

  const ag = await rooms.read(roomId, (view) => view.get('workingGroup', workingGroupId));
  expect(ag).toMatchObject({ active: 0 });
  expect(await rooms.read(roomId, (view) => view.get('note', others))).toMatchObject({
    body: 'Bänke am Bach',
    authorName: 'Otto Obstwiese'
  });
  // Whoever was away has all of it taken off the screen.
  expect(await rooms.open(roomId, otto.who, 1)).toMatchObject({ ok: true, full: true });
  for (const one of [who, twice.who])
    expect(await rooms.open(roomId, one)).toMatchObject({ code: 'forbidden' });
  // The history and a look back still work, without them.
  const told = await history.page(roomId, hedda, { limit: 100 });
  expect(JSON.stringify(told)).toContain('Bänke am Bach');
  expect(JSON.stringify(told)).not.toMatch(/Zyprian|Zaun/);
  expect(await history.at(roomId, hedda, { at: clock.now() - 500 })).toMatchObject({ ok: true });
  expect(await erasePerson(context, roomId, zander.participantId)).toMatchObject({ code: 'not_found' });
  expect(await erasePerson(context, roomId, randomUUID())).toMatchObject({ code: 'not_found' });
});
