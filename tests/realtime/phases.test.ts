/** A workshop moves on while people write, two facilitators press at once, and somebody comes late. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AnyRecord } from '../../src/lib/domain/records';
import { phaseIdOf } from '../../src/lib/domain/testing/records';
import type { OpenAnswer } from '../../src/lib/protocol/rooms';
import { must } from '../../src/lib/util/must';
import { startApp, type RunningApp } from '../support/app';
import { Client, facilitatorOf, joinAs, request, until, type Caller } from '../support/people';

let app: RunningApp;
let room: string;
let hedda: Caller;

beforeAll(async () => {
  app = await startApp({ env: { AUFTAKT_DEMO: '1' } });
  room = must(app.ready.room);
  hedda = await facilitatorOf(app);
});
afterAll(() => app.stop());

async function recordsFor(caller: Caller): Promise<AnyRecord[]> {
  const opened = (await (await request(caller, `/api/rooms/${room}`)).json()) as OpenAnswer;
  return opened.ok ? opened.records : [];
}
async function present(name: string): Promise<Client> {
  const client = await Client.connect(await joinAs(app, name, { groupId: null }));
  await client.open(room);
  return client;
}
async function facilitator(): Promise<Client> {
  const client = await Client.connect(hedda);
  await client.open(room);
  return client;
}
const runsNow = async () => {
  const board = (await recordsFor(hedda)).find((record) => record.type === 'board');
  return board?.type === 'board' ? board.phaseId : null;
};

test('each note that sixty people write while the phase changes goes in, or is answered with the reason', async () => {
  const records = await recordsFor(hedda);
  const [collect, vote] = [phaseIdOf(records, 'collect'), phaseIdOf(records, 'vote')];
  const moderator = await facilitator();
  const people = await Promise.all(Array.from({ length: 60 }, (_, n) => present(`Person ${n}`)));
  const sent = people.flatMap((client) =>
    Array.from({ length: 5 }, () => ({ client, noteId: randomUUID() }))
  );
  const answering = sent.map(async ({ client, noteId }, n) => {
    // In the midst of it everybody is called to vote.
    if (n === sent.length / 2) {
      const moved = { type: 'phase.set', phaseId: vote, from: collect };
      expect(await moderator.command(room, moved)).toMatchObject({ ok: true });
    }
    return { noteId, answer: await client.command(room, { type: 'note.add', noteId, body: `Nr. ${n}` }) };
  });
  const answers = await Promise.all(answering);
  const stored = new Set((await recordsFor(hedda)).map(({ id }) => id));
  const [taken, refused] = [
    answers.filter(({ answer }) => answer.ok),
    answers.filter(({ answer }) => !answer.ok)
  ];
  expect(taken.length).toBeGreaterThan(0);
  expect(refused.length).toBeGreaterThan(0);
  expect(taken.every(({ noteId }) => stored.has(noteId))).toBe(true);
  expect(refused.some(({ noteId }) => stored.has(noteId))).toBe(false);
  expect(new Set(refused.map(({ answer }) => !answer.ok && answer.code))).toEqual(new Set(['closed']));
  expect(refused.every(({ answer }) => !answer.ok && answer.message.length > 10)).toBe(true);
  // All sixty have heard of the phase.
  const heard = (client: Client) =>
    client.heard().some(({ put }) => put.some((one) => one.type === 'board' && one.phaseId === vote));
  expect(await until(() => people.every(heard), 'everybody follows')).toBe(true);
  await moderator.command(room, { type: 'phase.set', phaseId: collect, from: vote });
  for (const client of [...people, moderator]) client.close();
});

test('two facilitators who press at once move one step, and only one of two different ways is taken', async () => {
  const records = await recordsFor(hedda);
  const [collect, cluster, vote] = (['collect', 'cluster', 'vote'] as const).map((kind) =>
    phaseIdOf(records, kind)
  );
  const [one, other] = [await facilitator(), await facilitator()];
  const go = (client: Client, phaseId: string | undefined, from: string | undefined) =>
    client.command(room, { type: 'phase.set', phaseId, from });
  const same = await Promise.all([go(one, cluster, collect), go(other, cluster, collect)]);
  expect(same.map(({ ok }) => ok)).toEqual([true, true]);
  expect(await runsNow()).toBe(cluster);
  const different = await Promise.all([go(one, vote, cluster), go(other, collect, cluster)]);
  expect(different.filter(({ ok }) => !ok)).toMatchObject([{ code: 'conflict' }]);
  expect(await runsNow()).toBe(different[0]?.ok ? vote : collect);
  for (const client of [one, other]) client.close();
});

test('whoever comes late is in the phase that runs, of two of a kind in the right one, with its rights', async () => {
  const moderator = await facilitator();
  const phaseId = randomUUID();
  const add = { type: 'phase.add', phaseId, phase: 'collect', title: 'Zweite Runde', sees: 'own' };
  expect(await moderator.command(room, add)).toMatchObject({ ok: true });
  const asked = { type: 'phase.configure', phaseId, instruction: 'Nur ein Wort.', may: ['write'] };
  expect(await moderator.command(room, asked)).toMatchObject({ ok: true });
  expect(await moderator.command(room, { type: 'phase.set', phaseId })).toMatchObject({ ok: true });

  const late = await joinAs(app, 'Kommt Später', { groupId: null });
  const seen = await recordsFor(late);
  expect(seen.find((record) => record.type === 'board')).toMatchObject({ phaseId });
  expect(seen.find((record) => record.id === phaseId)).toMatchObject({ instruction: 'Nur ein Wort.' });
  const others = seen.filter((record) => record.type === 'note');
  expect(others.length).toBeGreaterThan(10);
  expect(others.every((note) => 'stub' in note)).toBe(true);
  const client = await Client.connect(late);
  await client.open(room);
  const noteId = randomUUID();
  expect(await client.command(room, { type: 'note.add', noteId, body: 'Ja' })).toMatchObject({ ok: true });
  const comment = { type: 'comment.add', commentId: randomUUID(), noteId, body: 'x' };
  expect(await client.command(room, comment)).toMatchObject({ code: 'closed' });
  for (const one of [client, moderator]) one.close();
});
