import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AnyRecord, GroupRecord, PhaseName } from '../../src/lib/domain/records';
import { phaseIdOf } from '../../src/lib/domain/testing/records';
import type { OpenAnswer } from '../../src/lib/protocol/rooms';
import { must } from '../../src/lib/util/must';
import { startApp, type RunningApp } from '../support/app';
import { Client, facilitatorOf, joinAs, request, until, type Caller } from '../support/people';

let app: RunningApp;
let room: string;
/** The demo's four groups. */
let groups: GroupRecord[];
let records: AnyRecord[];
let hedda: Caller;

beforeAll(async () => {
  app = await startApp({ env: { AUFTAKT_DEMO: '1' } });
  room = must(app.ready.room);
  hedda = await facilitatorOf(app);
  const opened = (await (await request(hedda, `/api/rooms/${room}`)).json()) as OpenAnswer;
  records = opened.ok ? opened.records : [];
  groups = records.filter((record) => record.type === 'group');
});
afterAll(() => app.stop());

const groupId = (index: number) => must(groups[index]).id;
const phase = (kind: PhaseName) => phaseIdOf(records, kind);
const pin = (body: string, group: number | null = 0, noteId = randomUUID()) => ({
  type: 'note.add',
  noteId,
  body,
  groupId: group === null ? null : groupId(group)
});

async function present(name: string, group: number | null = 0) {
  const caller = await joinAs(app, name, { groupId: group === null ? null : groupId(group) });
  const client = await Client.connect(caller);
  const opened = await client.open(room);
  if (!opened.ok) throw new Error(opened.code);
  return { ...caller, client, opened };
}

describe('two people in a room', () => {
  test('a note of one appears at the other, acknowledged and with its place in the order', async () => {
    const [lotte, otto] = [await present('Lotte Löwenzahn'), await present('Otto Obstwiese')];
    const note = pin('Dorfladen mit Poststelle');
    const answer = await lotte.client.command(room, note);
    expect(answer).toMatchObject({ ok: true });
    const seen = await otto.client.record(note.noteId);
    expect(seen).toMatchObject({
      body: note.body,
      authorName: 'Lotte Löwenzahn',
      seq: answer.ok && answer.seq
    });
    lotte.client.close();
    otto.client.close();
  });

  test('works over long polling too', async () => {
    const caller = await joinAs(app, 'Ida Immergrün', { groupId: groupId(0) });
    const polling = await Client.connect(caller, { transports: ['polling'] });
    expect(await polling.open(room)).toMatchObject({ ok: true });
    const karl = await present('Karl Kranich');
    const note = pin('Über die langsame Leitung');
    await karl.client.command(room, note);
    expect(await polling.record(note.noteId)).toMatchObject({ body: note.body });
    polling.close();
    karl.client.close();
  });

  test('the same command twice, at once and over another socket, is done once', async () => {
    const [lotte, otto] = [await present('Lotte Löwenzahn'), await present('Otto Obstwiese')];
    const second = await Client.connect(lotte);
    const command = { id: randomUUID(), ...pin('nur einmal') };
    const answers = await Promise.all([
      lotte.client.command(room, command),
      lotte.client.command(room, command),
      second.command(room, command)
    ]);
    expect(answers[0]).toMatchObject({ ok: true });
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await lotte.client.command(room, command)).toEqual(answers[0]);
    await otto.client.record(command.noteId);
    const changes = otto.client
      .heard()
      .filter(({ put }) => put.some((record) => record.id === command.noteId));
    expect(changes).toHaveLength(1);
    for (const client of [lotte.client, otto.client, second]) client.close();
  });

  test('who was away asks with `since` and gets only what is newer', async () => {
    const [lotte, otto] = [await present('Lotte Löwenzahn'), await present('Otto Obstwiese')];
    otto.client.close();
    const missed = pin('während Otto im Funkloch war');
    await lotte.client.command(room, missed);
    const back = await Client.connect(otto);
    const caughtUp = await back.open(room, otto.opened.seq);
    expect(caughtUp).toMatchObject({ ok: true, full: false });
    const ids = caughtUp.ok ? caughtUp.records.map((record) => record.id) : [];
    expect(ids).toContain(missed.noteId);
    expect(ids.length).toBeLessThan(otto.opened.records.length);
    lotte.client.close();
    back.close();
  });

  test('commands of one socket keep their order', async () => {
    const lotte = await present('Lotte Löwenzahn');
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, at) => lotte.client.command(room, pin(`Nr. ${at}`)))
    );
    const seqs = answers.map((answer) => (answer.ok ? answer.seq : -1));
    expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
    expect(seqs).not.toContain(-1);
    lotte.client.close();
  });
});

describe('what is not theirs', () => {
  test('another group hears that there is a note, and nothing of it', async () => {
    const [lotte, otto] = [await present('Lotte Löwenzahn', 0), await present('Otto Obstwiese', 1)];
    const moderator = await Client.connect(hedda);
    await moderator.open(room);
    const sees = (whose: string) => ({ type: 'phase.configure', phaseId: phase('collect'), sees: whose });
    expect(await moderator.command(room, sees('group'))).toMatchObject({ ok: true });
    const note = pin('Nur Kleingruppe 1 liest das', 0);
    await lotte.client.command(room, note);
    const stub = await otto.client.record(note.noteId);
    expect(stub).toMatchObject({ stub: true, groupId: groupId(0) });
    const told = JSON.stringify(
      otto.client.heard().filter(({ put }) => put.some(({ id }) => id === note.noteId))
    );
    expect(told).not.toMatch(/Nur Kleingruppe|Löwenzahn/);
    expect(told).not.toContain(lotte.participantId);
    expect(await moderator.record(note.noteId)).toMatchObject({ body: note.body });
    // The facilitator lets all read: now it comes by itself.
    await moderator.command(room, sees('all'));
    const body = () =>
      otto.client.heard().some(({ put }) => put.some((one) => 'body' in one && one.body === note.body));
    expect(await until(body, 'the note arrives')).toBe(true);
    for (const client of [lotte.client, otto.client, moderator]) client.close();
  });

  test('a foreign room, an unknown one and a visitor get the same answer', async () => {
    const lotte = await present('Lotte Löwenzahn');
    const visitor = await Client.connect({ url: app.url, cookie: '' });
    const unknown = await lotte.client.open(randomUUID());
    expect(unknown).toMatchObject({ ok: false, code: 'forbidden' });
    expect(await visitor.open(room)).toEqual(unknown);
    expect(await lotte.client.command(randomUUID(), pin('x'))).toEqual(unknown);
    expect(await visitor.command(room, pin('x'))).toMatchObject({ ok: false, code: 'unauthenticated' });
    lotte.client.close();
    visitor.close();
  });

  test('participants neither moderate nor write for others', async () => {
    const [lotte, otto] = [await present('Lotte Löwenzahn'), await present('Otto Obstwiese')];
    const note = pin('meins');
    await lotte.client.command(room, note);
    const attempts = [
      { type: 'phase.set', phaseId: phase('vote') },
      { type: 'board.configure', open: false },
      { type: 'participant.assign', participantId: lotte.participantId, groupId: null },
      { type: 'note.edit', noteId: note.noteId, body: 'deins', version: 1 },
      { type: 'note.remove', noteId: note.noteId }
    ];
    for (const attempt of attempts) {
      expect(await otto.client.command(room, attempt)).toMatchObject({ ok: false, code: 'forbidden' });
    }
    lotte.client.close();
    otto.client.close();
  });
});

describe('sessions', () => {
  test('signing out cuts the open sockets at once and says why', async () => {
    const lotte = await present('Lotte Löwenzahn');
    const other = await present('Otto Obstwiese');
    await request(lotte, '/logout', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: ''
    });
    await until(() => lotte.client.socket.disconnected, 'the socket is cut');
    expect(lotte.client.closed).toEqual([{ room, code: 'unauthenticated' }]);
    expect(other.client.socket.connected).toBe(true);
    await expect(Client.connect(lotte)).rejects.toMatchObject({ data: { code: 'unauthenticated' } });
    other.client.close();
  });

  test('a session that nobody gave out is refused at the door', async () => {
    const cookie = 'auftakt_session=AAAAAAAAAAAAAAAAAAAAAAAAAAA';
    await expect(Client.connect({ url: app.url, cookie })).rejects.toMatchObject({
      data: { code: 'unauthenticated' }
    });
  });
});

describe('phases and ballots', () => {
  test('moderation moves on and everybody hears it; a ballot is its owner’s secret', async () => {
    const [lotte, otto] = [await present('Lotte Löwenzahn', 2), await present('Otto Obstwiese', 2)];
    const moderator = await Client.connect(hedda);
    await moderator.open(room);
    // A vote that a phase makes has the id of the step.
    const voteId = randomUUID();
    const moved = { id: voteId, type: 'phase.set', phaseId: phase('vote') };
    expect(await moderator.command(room, moved)).toMatchObject({ ok: true });
    expect(await otto.client.record(voteId)).toMatchObject({ type: 'vote', state: 'open', results: null });

    const topic = must(lotte.opened.records.find((record) => record.type === 'topic'));
    const before = otto.client.heard().length;
    const vote = { type: 'ballot.set', voteId, dots: [{ itemId: topic.id, count: 3 }] };
    const answer = await lotte.client.command(room, vote);
    expect(answer).toMatchObject({ ok: true });
    const ballotId = `${voteId}:${lotte.participantId}`;
    const stub = await moderator.record(ballotId);
    expect(stub).toEqual({
      type: 'ballot',
      id: ballotId,
      seq: answer.ok && answer.seq,
      stub: true,
      voteId
    });
    await until(() => otto.client.heard().length > before, 'the clock moves on for the others');
    const told = otto.client.heard().slice(before);
    expect(told).toMatchObject([{ put: [], remove: [], by: null }]);
    expect(await lotte.client.command(room, pin('zu spät', 2))).toMatchObject({ ok: false, code: 'closed' });
    await moderator.command(room, { type: 'phase.set', phaseId: phase('collect') });
    for (const client of [lotte.client, otto.client, moderator]) client.close();
  });
});

test('[F7] a server that stops while people write tells them when to come back, and keeps what it acknowledged', async () => {
  const people = await Promise.all(['Lotte', 'Otto', 'Ida', 'Karl'].map((name) => present(name)));
  const acknowledged: string[] = [];
  const writing = people.flatMap(({ client }) =>
    Array.from({ length: 40 }, async () => {
      const note = pin('kurz vor Schluss', null);
      const answer = await client.command(room, note).catch(() => null);
      if (answer?.ok) acknowledged.push(note.noteId);
    })
  );
  const started = performance.now();
  const going = app.restart();
  for (const { client } of people) await until(() => client.away.length > 0, 'server:away', 10_000);
  // At least a second, and more the more sockets there are.
  const times = people.map(({ client }) => (client.away[0] as { afterMs: number }).afterMs);
  expect(Math.min(...times)).toBeGreaterThan(1000);
  expect(Math.max(...times)).toBeLessThan(2000);
  await going;
  expect(performance.now() - started).toBeLessThan(20_000);
  for (const { client } of people) client.close();
  await Promise.all(writing);

  const back = await Client.connect({ ...must(people[0]), url: app.url });
  const opened = await back.open(room);
  expect(opened).toMatchObject({ ok: true, me: { name: 'Lotte' } });
  const stored = new Set(opened.ok ? opened.records.map(({ id }) => id) : []);
  expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
  back.close();
});
