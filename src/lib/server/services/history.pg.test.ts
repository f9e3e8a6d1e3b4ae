import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { HistoryQuery } from '$lib/protocol/history';
import type { Person } from '$lib/server/auth/sessions';
import { must } from '$lib/util/must';
import { phaseIn } from '../../../../tests/support/phases';
import { testServices } from '../../../../tests/support/services';

const { db, services, space, clock, person, account } = await testServices();
const { rooms, workshops, join, history } = services;
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
const { roomId: room, code } = made.workshop;
await rooms.open(room, hedda);

async function guest(name: string, groupIndex: 0 | 1): Promise<{ who: Person; groupId: string }> {
  const who = await person(name);
  const found = await join.look(code, '192.0.2.1');
  const groupId = must(found.ok ? found.groups[groupIndex]?.id : null);
  await join.join({ code }, { name, groupId }, who, '192.0.2.1');
  return { who, groupId };
}
const [lotte, otto, ida] = [await guest('Lotte', 0), await guest('Otto', 0), await guest('Ida', 1)];

async function send(who: Person, command: Record<string, unknown>): Promise<void> {
  const answer = await rooms.command(room, who, { id: randomUUID(), ...command });
  if (!answer.ok) throw new Error(answer.code);
}
async function note(who: { who: Person; groupId: string }, body: string): Promise<string> {
  const noteId = randomUUID();
  await send(who.who, { type: 'note.add', noteId, body, groupId: who.groupId });
  return noteId;
}
/** Sentences like `Lotte note.add`, newest first; the code where it is refused. */
async function read(who: Person | null, query: Partial<HistoryQuery> = {}): Promise<string[] | string> {
  const page = await history.page(room, who, { limit: 100, ...query });
  return page.ok ? page.entries.map((entry) => `${entry.who?.name ?? '?'} ${entry.what}`) : page.code;
}

describe('who reads what', () => {
  test('facilitators the board; participants, strangers and visitors not', async () => {
    await note(lotte, 'Kalender');
    expect(await read(hedda)).toContain('Lotte note.add');
    expect(await read(lotte.who)).toBe('forbidden');
    expect(await read(await person('Fremd'))).toBe('forbidden');
    expect(await read(null)).toBe('forbidden');
    const directory = await history.page(space.directoryRoom, hedda, { limit: 1 });
    expect(directory).toMatchObject({ ok: false, code: 'forbidden' });
  });

  test('of a note: who may read it, and nobody else, as if there were none', async () => {
    const noteId = await note(lotte, 'Lastenrad');
    await send(lotte.who, { type: 'note.edit', noteId, body: 'Zwei Lastenräder', version: 1 });
    const both = ['Lotte note.edit', 'Lotte note.add'];
    for (const who of [hedda, lotte.who, otto.who]) expect(await read(who, { note: noteId })).toEqual(both);
    expect(await read(ida.who, { note: noteId })).toBe('not_found');
    expect(await read(ida.who, { note: randomUUID() })).toBe('not_found');
    await send(lotte.who, { type: 'note.remove', noteId });
    expect(await read(otto.who, { note: noteId })).toBe('not_found');
    expect(await read(lotte.who, { note: noteId })).toEqual(['Lotte note.remove', ...both]);
  });

  test('an anonymous note tells nobody who wrote it; one that waits is not there for others', async () => {
    await send(hedda, { type: 'board.configure', anonymous: true, approval: true });
    const noteId = await note(lotte, 'im Vertrauen');
    expect(await read(otto.who, { note: noteId })).toBe('not_found');
    await send(hedda, { type: 'note.review', noteId, status: 'shown' });
    await send(hedda, { type: 'board.configure', anonymous: false, approval: false });
    expect(await read(hedda, { note: noteId })).toEqual(['Hedda Holunder note.approve', '? note.add']);
    expect(await read(otto.who, { note: noteId })).toEqual([]);
    const page = await history.page(room, otto.who, { limit: 100, note: noteId });
    expect(JSON.stringify(page)).not.toContain('Lotte');
  });

  test('also where a note went along with its topic, and what was said about it', async () => {
    await send(hedda, { type: 'phase.set', phaseId: await phaseIn(rooms, room, 'cluster') });
    const noteId = await note(lotte, 'Mitfahrbank');
    const [topicId, commentId] = [randomUUID(), randomUUID()];
    await send(hedda, { type: 'topic.add', topicId, title: 'Mobilität' });
    await send(hedda, { type: 'note.move', noteId, topicId });
    await send(hedda, { type: 'topic.remove', topicId });
    await send(otto.who, { type: 'comment.add', commentId, noteId, body: 'Ja' });
    expect(await read(lotte.who, { note: noteId })).toEqual([
      'Otto comment.add',
      'Hedda Holunder note.topic',
      'Hedda Holunder note.topic',
      'Lotte note.add'
    ]);
    const page = await history.page(room, hedda, { limit: 3 });
    const removal = page.ok ? page.entries.find(({ what }) => what === 'topic.remove') : undefined;
    expect(removal?.notes?.map(({ id }) => id)).toEqual([noteId]);
  });
});

test('pages follow each other without a gap, down to the beginning', async () => {
  const whole = await history.page(room, hedda, { limit: 200 });
  const seqs: number[] = [];
  let before: number | null = null;
  do {
    const page = await history.page(room, hedda, { limit: 3, ...(before !== null && { before }) });
    if (!page.ok) throw new Error(page.code);
    seqs.push(...page.entries.map(({ seq }) => seq));
    before = page.next;
  } while (before !== null);
  expect(seqs).toEqual(whole.ok ? whole.entries.map(({ seq }) => seq) : []);
  expect(seqs.length).toBeGreaterThan(6);
});

test('a look back shows the board as it was, to facilitators only', async () => {
  const noteId = await note(lotte, 'Wie es war');
  await send(otto.who, { type: 'reaction.set', noteId, on: true });
  const page = await history.page(room, hedda, { limit: 1 });
  const seq = must(page.ok ? page.entries[0]?.seq : null);
  await send(lotte.who, { type: 'note.edit', noteId, body: 'Wie es ist', version: 1 });
  await send(hedda, { type: 'board.configure', title: 'Neuer Titel' });
  await send(hedda, { type: 'phase.configure', phaseId: await phaseIn(rooms, room, 'cluster'), sees: 'own' });
  await send(lotte.who, { type: 'note.remove', noteId });

  const then = await history.at(room, hedda, { seq });
  if (!then.ok) throw new Error(then.code);
  expect(then.seq).toBe(seq);
  const texts = then.records.flatMap((record) =>
    'body' in record && record.removedAt === null ? [record.body] : []
  );
  expect(texts).toContain('Wie es war');
  expect(texts).not.toContain('Wie es ist');
  expect(then.records.find(({ type }) => type === 'board')).toMatchObject({ title: 'Auftakt' });
  expect(then.records.filter(({ type }) => ['reaction', 'participant', 'ballot'].includes(type))).toEqual([]);
  expect(await history.at(room, hedda, { at: then.at })).toMatchObject({ at: then.at });

  expect(await history.at(room, lotte.who, { seq })).toMatchObject({ code: 'forbidden' });
  expect(await history.at(room, null, { seq })).toMatchObject({ code: 'forbidden' });
  expect(await history.at(room, hedda, { at: 0 })).toMatchObject({ code: 'not_found' });
  await send(hedda, { type: 'phase.configure', phaseId: await phaseIn(rooms, room, 'cluster'), sees: 'all' });
});

test('what is older than the retention time is forgotten; records, catching up and new commands stay', async () => {
  const noteId = await note(lotte, 'bleibt');
  clock.advance(91 * 24 * 60 * 60_000);
  const fresh = await note(lotte, 'neu');
  expect(await history.deleteExpired()).toBeGreaterThan(10);
  expect(await read(hedda)).toEqual(['Lotte note.add']);
  expect(await read(hedda, { note: noteId })).toEqual([]);
  expect(await history.at(room, hedda, { seq: 20 })).toMatchObject({ code: 'not_found' });
  const opened = await rooms.open(room, hedda, 0);
  const bodies = opened.ok ? opened.records.flatMap((record) => ('body' in record ? [record.body] : [])) : [];
  expect(bodies).toContain('bleibt');
  await send(lotte.who, { type: 'note.remove', noteId: fresh });
  expect(await read(hedda)).toEqual(['Lotte note.remove', 'Lotte note.add']);
  expect(await db.selectFrom('change').select('seq').execute()).toHaveLength(2);
});
