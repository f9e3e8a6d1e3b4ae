import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { isStub } from '$lib/domain/records';
import { must } from '$lib/util/must';
import type { Person } from '$lib/server/auth/sessions';
import { phaseIn } from '../../../../tests/support/phases';
import { testServices } from '../../../../tests/support/services';

const { db, services, space, clock, person, account } = await testServices();
const { rooms, workshops, join } = services;
const hedda = await account('facilitator');

const made = await workshops.create(hedda, space.id, {
  title: 'Auftakt',
  startsAt: null,
  place: '',
  template: 'auftakt',
  groups: 2,
  question: 'Was zuerst?',
  sees: 'group'
});
if (!made.ok) throw new Error(made.message);
const { workshop } = made;
const board = workshop.roomId;

async function guest(name: string, groupIndex: 0 | 1): Promise<Person> {
  const one = await person(name);
  const found = await join.look(workshop.code, '192.0.2.1');
  const groupId = must(found.ok ? found.groups[groupIndex]?.id : null);
  await join.join({ code: workshop.code }, { name, groupId }, one, '192.0.2.1');
  return one;
}
const [lotte, otto] = [await guest('Lotte Löwenzahn', 0), await guest('Otto Obstwiese', 1)];

const pin = (body: string, noteId = randomUUID()) => ({ id: randomUUID(), type: 'note.add', noteId, body });
async function notesFor(who: Person) {
  const opened = await rooms.open(board, who);
  if (!opened.ok) throw new Error(opened.code);
  return opened.records.filter((record) => record.type === 'note');
}

describe('who gets in', () => {
  test('a foreign room, an unknown one and no room at all are the same answer', async () => {
    const stranger = await person('Mina Muster');
    const foreign = await rooms.open(board, stranger);
    expect(foreign).toMatchObject({ ok: false, code: 'forbidden' });
    expect(await rooms.open(randomUUID(), stranger)).toEqual(foreign);
    expect(await rooms.open('not a room', stranger)).toEqual(foreign);
    expect(await rooms.command(board, stranger, pin('fremd'))).toEqual(foreign);
    expect(await rooms.actor(board, stranger)).toEqual(foreign);
  });

  test('nobody writes without a session', async () => {
    expect(await rooms.command(board, null, pin('ohne'))).toMatchObject({ code: 'unauthenticated' });
    expect(await rooms.open(board, null)).toMatchObject({ code: 'forbidden' });
  });

  test('a facilitator of the space is taken in on first opening, once', async () => {
    const [one, two] = await Promise.all([rooms.open(board, hedda), rooms.open(board, hedda)]);
    expect(one).toMatchObject({ ok: true, me: { role: 'facilitator', groupId: null } });
    expect(two).toMatchObject({ me: one.ok ? one.me : null });
  });

  test('who loses the role moderates no more within five seconds', async () => {
    const emil = await account('facilitator', 'Emil Eisvogel');
    const start = { type: 'timer.start', seconds: 60 };
    await rooms.open(board, emil);
    expect(await rooms.command(board, emil, { id: randomUUID(), ...start })).toMatchObject({ ok: true });
    await db.deleteFrom('member').where('person_id', '=', emil.id).execute();
    clock.advance(5000);
    expect(await rooms.command(board, emil, { id: randomUUID(), ...start })).toMatchObject({
      code: 'forbidden'
    });
    expect(await rooms.actor(board, emil)).toMatchObject({ actor: { role: 'participant' } });
  });

  test('the directory is open to visitors for reading', async () => {
    expect(await rooms.open(space.directoryRoom, null)).toMatchObject({
      ok: true,
      me: { id: '', role: 'visitor' }
    });
    expect(await rooms.actor(space.directoryRoom, lotte)).toMatchObject({
      actor: { role: 'participant', id: lotte.id }
    });
    expect(await rooms.actor(space.directoryRoom, await person())).toMatchObject({
      actor: { role: 'visitor' }
    });
    expect(await rooms.actor(space.directoryRoom, await account('member'))).toMatchObject({
      actor: { role: 'member' }
    });
  });
});

describe('commands', () => {
  test('take effect once, however often they come', async () => {
    const command = pin('einmal');
    const [one, two] = await Promise.all([
      rooms.command(board, lotte, command),
      rooms.command(board, lotte, command)
    ]);
    const three = await rooms.command(board, lotte, command);
    expect(one).toMatchObject({ ok: true });
    expect(two).toEqual(one);
    expect(three).toEqual(one);
    expect(await rooms.command(board, otto, command)).toMatchObject({ code: 'conflict' });
    const rows = await db.selectFrom('note').where('body', '=', 'einmal').selectAll().execute();
    expect(rows).toHaveLength(1);
  });

  test('are in the database once they are answered, with a line in the log', async () => {
    const command = pin('gespeichert');
    const answer = await rooms.command(board, lotte, command);
    const note = await db.selectFrom('note').where('id', '=', command.noteId).selectAll().executeTakeFirst();
    const logged = await db
      .selectFrom('change')
      .where('command_id', '=', command.id)
      .selectAll()
      .executeTakeFirst();
    expect(note).toMatchObject({ body: 'gespeichert', seq: answer.ok ? answer.seq : -1 });
    expect(logged).toMatchObject({ seq: note?.seq, command_type: 'note.add' });
    expect(logged?.steps).toMatchObject([{ type: 'note', id: command.noteId, before: null }]);
  });

  test('cannot take over a note of another board by its id', async () => {
    const other = await workshops.create(hedda, space.id, {
      ...workshop,
      groups: 0,
      question: '',
      code: undefined
    });
    if (!other.ok) throw new Error(other.message);
    const noteId = randomUUID();
    await rooms.command(board, lotte, pin('meins', noteId));
    await join.join({ code: other.workshop.code }, { name: 'Otto' }, otto, '192.0.2.1');
    const [stolen, honest] = await Promise.all([
      rooms.command(other.workshop.roomId, otto, pin('gekapert', noteId)),
      rooms.command(other.workshop.roomId, otto, pin('ehrlich'))
    ]);
    expect(stolen).toMatchObject({ ok: false, code: 'conflict' });
    expect(honest).toMatchObject({ ok: true });
    const row = await db.selectFrom('note').where('id', '=', noteId).selectAll().executeTakeFirst();
    expect(row).toMatchObject({ body: 'meins', room_id: board });
  });

  test.each([
    ['unknown_command', { id: randomUUID(), type: 'note.explode' }],
    ['unknown_command', { id: randomUUID(), type: 'participant.join', personId: randomUUID() }],
    ['invalid', 'note.add'],
    ['invalid', null],
    ['invalid', { type: 'note.add', body: 'ohne Kennung' }],
    ['invalid', { id: randomUUID(), type: 'note.add', noteId: '../../etc', body: 'x' }],
    ['empty', pin('   \n ')],
    ['too_long', pin('x'.repeat(10_000))]
  ])('answer %s for %j', async (code, input) => {
    const answer = await rooms.command(board, lotte, input);
    expect(answer).toMatchObject({ ok: false, code });
    expect(!answer.ok && answer.message).toMatch(/^[A-ZÄÖÜ].*\.$/);
  });

  test('keep markup as text and ignore fields that nobody asked for', async () => {
    const body = '<script>alert(1)</script>';
    const noteId = randomUUID();
    const forged = { ...pin(body, noteId), authorId: otto.id, seq: 999, role: 'facilitator', removedAt: 1 };
    expect(await rooms.command(board, lotte, forged)).toMatchObject({ ok: true });
    const note = (await notesFor(lotte)).find((one) => one.id === noteId);
    expect(note).toMatchObject({ body, authorName: 'Lotte Löwenzahn', removedAt: null });
  });

  test('come too fast for one person, not for the others', async () => {
    clock.advance(60_000);
    const wilma = await guest('Wilma Weidenbaum', 0);
    const burst = await Promise.all(
      Array.from({ length: 80 }, (_, at) => rooms.command(board, wilma, pin(`${at}`)))
    );
    const late = burst.filter((answer) => !answer.ok && answer.code === 'rate_limited');
    expect(late.length).toBeGreaterThanOrEqual(15);
    expect(late[0]).toHaveProperty('retryAfterMs');
    expect(await rooms.command(board, lotte, pin('daneben'))).toMatchObject({ ok: true });
    clock.advance(5000);
    expect(await rooms.command(board, wilma, pin('wieder'))).toMatchObject({ ok: true });
  });
});

describe('what is not theirs', () => {
  test('people of another group get a stub, moderation and the author the note', async () => {
    const mine = await rooms.actor(board, lotte);
    const command = { ...pin('nur für Gruppe 1'), groupId: mine.ok ? mine.actor.groupId : null };
    await rooms.command(board, lotte, command);
    const seen = async (who: Person) =>
      must((await notesFor(who)).find((note) => note.id === command.noteId));
    expect(await seen(lotte)).toMatchObject({ body: 'nur für Gruppe 1' });
    expect(await seen(hedda)).toMatchObject({ body: 'nur für Gruppe 1' });
    const stub = await seen(otto);
    expect(isStub(stub)).toBe(true);
    expect(JSON.stringify(stub)).not.toMatch(/Gruppe|Lotte/);
  });

  test('nobody but its owner ever gets the content of a ballot', async () => {
    const [topicId, voteId] = [randomUUID(), randomUUID()];
    await rooms.open(board, hedda);
    await rooms.command(board, hedda, { id: randomUUID(), type: 'topic.add', topicId, title: 'Mobilität' });
    await rooms.command(board, hedda, {
      id: voteId,
      type: 'phase.set',
      phaseId: await phaseIn(rooms, board, 'vote')
    });
    const dots = [{ itemId: topicId, count: 2 }];
    const vote = { id: randomUUID(), type: 'ballot.set', voteId, dots };
    expect(await rooms.command(board, lotte, vote)).toMatchObject({ ok: true });
    const ballots = async (who: Person) => {
      const opened = await rooms.open(board, who);
      return opened.ok ? opened.records.filter((record) => record.type === 'ballot') : [];
    };
    expect(await ballots(lotte)).toMatchObject([{ voteId, dots }]);
    expect(await ballots(otto)).toEqual([]);
    expect(await ballots(hedda)).toMatchObject([{ stub: true }]);
    expect(JSON.stringify(await ballots(hedda))).not.toContain('dots');
  });

  test('a person behind a participant never leaves the server', async () => {
    const opened = await rooms.open(board, hedda);
    expect(JSON.stringify(opened)).not.toContain(lotte.id);
  });
});
