import { describe, expect, test } from 'vitest';
import type { WireCommand } from '$lib/domain/commands';
import type { Person } from '$lib/server/auth/sessions';
import { newId } from '$lib/util/newId';
import { testServices } from '../../../../tests/support/services';

const { services, space, clock, person, account } = await testServices();
const { join, workshops, rooms, proposals } = services;
const hedda = await account('owner');

type Sent = WireCommand extends infer C ? (C extends WireCommand ? Omit<C, 'id'> : never) : never;

async function board() {
  const made = await workshops.create(hedda, space.id, {
    title: 'Notizen sortieren',
    startsAt: null,
    place: '',
    template: 'board',
    groups: 0,
    question: ''
  });
  if (!made.ok) throw new Error(made.message);
  await rooms.open(made.workshop.roomId, hedda);
  const guest = await person();
  const joined = await join.join({ code: made.workshop.code }, { name: guest.name }, guest, '198.51.100.7');
  if (!joined.ok) throw new Error(joined.message);
  return { roomId: made.workshop.roomId, guest };
}

async function send(roomId: string, who: Person, command: Sent): Promise<void> {
  const answer = await rooms.command(roomId, who, { id: newId(), ...command });
  if (!answer.ok) throw new Error(`${command.type}: ${answer.message}`);
}

async function pin(roomId: string, who: Person, body: string): Promise<string> {
  const noteId = newId();
  await send(roomId, who, { type: 'note.add', noteId, body } as Sent);
  return noteId;
}

describe('who may ask', () => {
  test('facilitators; participants once they may sort; nobody else, and nobody learns whether there is such a board', async () => {
    const { roomId, guest } = await board();
    expect(await proposals.ask(roomId, hedda)).toEqual({ ok: true, proposals: [] });
    expect(await proposals.ask(roomId, guest)).toMatchObject({ ok: false, code: 'forbidden' });
    await send(roomId, hedda, { type: 'board.configure', may: ['write', 'move'] });
    expect(await proposals.ask(roomId, guest)).toMatchObject({ ok: true });
    for (const [room, who, code] of [
      [roomId, null, 'unauthenticated'],
      [roomId, await person('Otto Obstwiese'), 'forbidden'],
      [newId(), hedda, 'forbidden'],
      ['nonsense', hedda, 'forbidden'],
      [space.directoryRoom, hedda, 'forbidden']
    ] as const) {
      expect(await proposals.ask(room, who)).toMatchObject({ ok: false, code });
    }
  });

  test('one at a time for a board, and not endlessly', async () => {
    const { roomId } = await board();
    clock.advance(60_000);
    const [first, second] = await Promise.all([proposals.ask(roomId, hedda), proposals.ask(roomId, hedda)]);
    expect(first).toMatchObject({ ok: true });
    expect(second).toMatchObject({ ok: false, code: 'rate_limited', retryAfterMs: 500 });
    const answers = [];
    for (let asked = 0; asked < 10; asked++) answers.push(await proposals.ask(roomId, hedda));
    expect(answers.at(-1)).toMatchObject({ ok: false, code: 'rate_limited' });
    clock.advance(60_000);
    expect(await proposals.ask(roomId, hedda)).toMatchObject({ ok: true });
  });
});

test('loose notes are grouped; a topic about the same is named; what lies in a topic or was removed stays out', async () => {
  const { roomId, guest } = await board();
  clock.advance(60_000);
  const bus = await pin(roomId, guest, 'Nachtbus am **Wochenende**');
  const stop = await pin(roomId, guest, 'Haltestelle mit Dach');
  const doctor = await pin(roomId, guest, 'Der Hausarzt hört auf');
  const nurse = await pin(roomId, guest, 'Pflege im Alter');
  const sorted = await pin(roomId, guest, 'Zug nach Halle');
  const removed = await pin(roomId, guest, 'Radweg');
  await send(roomId, guest, { type: 'note.remove', noteId: removed } as Sent);
  const topicId = newId();
  await send(roomId, hedda, { type: 'topic.add', topicId, title: 'Unterwegs', rank: 'a0' } as Sent);
  await send(roomId, hedda, { type: 'note.move', noteId: sorted, topicId, rank: 'a0' } as Sent);

  const answer = await proposals.ask(roomId, hedda);
  if (!answer.ok) throw new Error(answer.message);
  const found = answer.proposals.map(({ notes, topicId: like }) => ({
    ids: notes.map(({ id }) => id).sort(),
    like
  }));
  expect(found).toHaveLength(2);
  expect(found).toContainEqual({ ids: [bus, stop].sort(), like: topicId });
  expect(found).toContainEqual({ ids: [doctor, nurse].sort(), like: null });
  expect(answer.proposals.flatMap(({ notes }) => notes).find(({ id }) => id === bus)?.marks).toEqual([
    'Nachtbus'
  ]);
});
