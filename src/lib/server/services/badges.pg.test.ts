import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Person } from '$lib/server/auth/sessions';
import { saveCard } from '../../../../tests/support/cards';
import { testServices } from '../../../../tests/support/services';

const ORIGIN = 'https://auftakt.example';
const { db, clock, space, account, person, services } = await testServices({ ORIGIN });
const { badges, cards, keptCards, rooms, workshops } = services;

const hedda = await account('owner');
const made = await workshops.create(hedda, space.id, {
  title: 'Auftakt',
  startsAt: Date.now(),
  place: '',
  template: 'auftakt',
  groups: 0,
  question: ''
});
if (!made.ok) throw new Error(made.code);
const { roomId } = made.workshop;
await rooms.open(roomId, hedda);

/** Somebody who came in by the code. */
async function participant(name: string): Promise<Person> {
  const someone = await person(name);
  const joined = await rooms.join(roomId, {
    personId: someone.id,
    name,
    organisation: null,
    role: 'participant',
    groupId: null
  });
  if (!joined.ok) throw new Error(joined.code);
  return someone;
}
const codeOf = async (name: string) =>
  (await badges.ofWorkshop(roomId)).find((badge) => badge.name === name)?.code ?? '';
const goal = (viewer: Person | null, code: string, address = '192.0.2.1') =>
  badges.goal(space, viewer, code, address);

test('everybody in the workshop has a badge, by name, and keeps its code on the next sheet', async () => {
  for (const name of ['Zora', 'Änne', 'Bert']) await participant(name);
  const first = await badges.ofWorkshop(roomId);
  const names = first.map(({ name }) => name);
  expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'de')));
  expect(names).toEqual(expect.arrayContaining(['Änne', 'Bert', 'Zora']));
  expect(new Set(first.map(({ code }) => code)).size).toBe(first.length);
  await participant('Carla');
  const [second, third] = await Promise.all([badges.ofWorkshop(roomId), badges.ofWorkshop(roomId)]);
  expect(second).toEqual(third);
  expect(second).toEqual(expect.arrayContaining(first));
});

test('a code leads to the card as far as the viewer may see it, and follows it', async () => {
  const otto = await participant('Otto');
  const lotte = await participant('Lotte');
  const code = await codeOf('Otto');
  expect(await goal(lotte, code)).toEqual({ ok: true, kind: 'none' });
  expect(await goal(otto, code)).toEqual({ ok: true, kind: 'own' });
  const id = await saveCard(cards, space, otto, { phone: '0341 1' }, { audience: 'participants' });
  expect(await goal(lotte, code)).toMatchObject({ kind: 'card', card: { id, name: 'Otto', phone: '' } });
  expect(await goal(null, code)).toEqual({ ok: true, kind: 'none' });
  await cards.remove(space, otto);
  expect(await goal(lotte, code)).toEqual({ ok: true, kind: 'none' });
});

test('what is scanned is kept: a badge, a card, a whole vCard; one’s own and strangers’ codes are not', async () => {
  const wilma = await participant('Wilma');
  const karl = await participant('Karl');
  const keep = (text: string) => badges.keepScanned(space, karl, text, '192.0.2.1');
  const code = await codeOf('Wilma');
  expect(await keep(code)).toMatchObject({ ok: false, code: 'not_found' });
  const cardId = await saveCard(cards, space, wilma);
  const linkId = randomUUID();
  const linked = await rooms.command(space.directoryRoom, wilma, {
    id: randomUUID(),
    type: 'card.link',
    cardId,
    linkId
  });
  expect(linked.ok).toBe(true);
  for (const text of [
    code.toLowerCase(),
    `${ORIGIN}/cards/badge/${code}`,
    `${ORIGIN}/cards/${cardId}`,
    `${ORIGIN}/c/${linkId}`,
    `BEGIN:VCARD\r\nFN:Wilma\r\nNOTE:${ORIGIN}/cards/${cardId}\r\nEND:VCARD`
  ]) {
    expect(await keep(text)).toEqual({ ok: true, cardId, name: 'Wilma', note: '' });
    expect(await keptCards.noteOn(karl, cardId)).toBe('');
    await keptCards.forget(karl, cardId);
  }
  expect(await keep(await codeOf('Karl'))).toMatchObject({ code: 'invalid' });
  expect(await keep(`${ORIGIN}/cards/${randomUUID()}`)).toMatchObject({ code: 'not_found' });
  expect(await keep(`${ORIGIN}/c/${randomUUID()}`)).toMatchObject({ code: 'not_found' });
  expect(await keep('https://evil.example/cards')).toMatchObject({ code: 'not_found' });
  expect(await keptCards.list(space, karl)).toEqual([]);
});

test('codes cannot be gone through: after twenty wrong ones one waits, others do not', async () => {
  const guesser = await participant('Rate');
  const code = await codeOf('Rate');
  for (let nth = 0; nth < 20; nth++) {
    expect(await goal(guesser, 'AAAAAAAA')).toMatchObject({ code: 'not_found' });
    expect(await goal(null, `nicht ${nth}`, '198.51.100.7')).toMatchObject({ code: 'not_found' });
  }
  expect(await goal(guesser, code)).toMatchObject({ ok: false, code: 'rate_limited' });
  expect(await goal(null, code, '198.51.100.7')).toMatchObject({ code: 'rate_limited' });
  expect((await goal(await participant('Ruhig'), code)).ok).toBe(true);
  clock.advance(11 * 60_000);
  expect(await goal(guesser, code)).toEqual({ ok: true, kind: 'own' });
});

test('new codes make all that was printed void, and a badge goes with its participant', async () => {
  const greta = await participant('Greta');
  const code = await codeOf('Greta');
  await badges.revoke(roomId);
  expect(await goal(greta, code)).toMatchObject({ code: 'not_found' });
  const again = await codeOf('Greta');
  expect(again).not.toBe(code);
  await db.deleteFrom('participant').where('person_id', '=', greta.id).execute();
  expect(await goal(greta, again)).toMatchObject({ code: 'not_found' });
});
