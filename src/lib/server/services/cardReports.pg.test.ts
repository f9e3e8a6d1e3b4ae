import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Person } from '$lib/server/auth/sessions';
import { deletePerson } from '$lib/server/repositories/persons';
import { must } from '$lib/util/must';
import { saveCard } from '../../../../tests/support/cards';
import { testServices } from '../../../../tests/support/services';

const { db, clock, space, account, services } = await testServices({
  ORIGIN: 'https://auftakt.example',
  SMTP_URL: 'smtp://127.0.0.1:2525',
  MAIL_FROM: 'auftakt@example.org'
});
const { cards, cardReports, keptCards, rooms } = services;
const hedda = await account('facilitator', 'Hedda');
const WHY = { reason: 'wrong', note: 'Die Nummer gehört mir.' };

async function two(circles: Parameters<typeof saveCard>[4] = {}) {
  const otto = await account('member', 'Otto Obstwiese');
  const lotte = await account('member', 'Lotte Löwenzahn');
  return { otto, lotte, id: await saveCard(cards, space, otto, {}, circles) };
}
const report = (who: Person | null, id: string, form: object = WHY, address = '192.0.2.1') =>
  cardReports.report(space, who, id, { reason: null, note: null, ...form }, address);
async function desk() {
  const found = await cardReports.desk(space, hedda);
  if (!found.ok) throw new Error(found.code);
  return found;
}
const reportsOn = async (id: string) => (await desk()).reported.find(({ cardId }) => cardId === id);

test('a report waits for the moderation, who learns what and not who; the same once more is the same', async () => {
  const { lotte, id } = await two();
  expect(await cardReports.waiting(space, hedda)).toBe(0);
  expect(await report(lotte, id)).toEqual({ ok: true });
  expect(await report(lotte, id)).toEqual({ ok: true });
  expect(await cardReports.waiting(space, hedda)).toBe(1);
  expect(await cardReports.waiting(space, lotte)).toBe(0);
  const found = must(await reportsOn(id));
  expect(found).toMatchObject({ card: { name: 'Otto Obstwiese' }, hidden: false });
  expect(found.reports).toMatchObject([WHY]);
  expect(JSON.stringify(found)).not.toContain(lotte.id);
  expect(await cardReports.desk(space, lotte)).toMatchObject({ ok: false, code: 'forbidden' });
  expect(await cardReports.settle(space, lotte, id)).toMatchObject({ ok: false, code: 'forbidden' });
  expect(await cardReports.settle(space, hedda, id)).toEqual({ ok: true });
  expect(await reportsOn(id)).toBeUndefined();
  expect(await cards.get(space, null, id)).not.toBeNull();
});

test('a hidden card is nowhere but with its owner, who is told why; and comes back as it was', async () => {
  const { otto, lotte, id } = await two();
  await report(null, id);
  await keptCards.keep(space, lotte, id);
  expect(await cardReports.hide(space, lotte, id, 'weil')).toMatchObject({ code: 'forbidden' });
  expect(await cardReports.hide(space, hedda, id, ' ')).toMatchObject({ code: 'empty' });
  const before = await rooms.open(space.directoryRoom, lotte);
  if (!before.ok) throw new Error(before.code);
  expect(await cardReports.hide(space, hedda, id, 'Fremde Telefonnummer')).toEqual({ ok: true });

  for (const viewer of [null, lotte, hedda, await account('owner')]) {
    expect(await cards.get(space, viewer, id)).toBeNull();
    expect((await cards.list(space, viewer)).some((card) => card.id === id)).toBe(false);
    const live = await rooms.open(space.directoryRoom, viewer);
    expect(JSON.stringify(live)).not.toContain(id);
  }
  expect((await keptCards.list(space, lotte))[0]?.card).toBeNull();
  // Whoever had it on the screen loses it.
  expect(await rooms.open(space.directoryRoom, lotte, before.seq)).toMatchObject({
    full: false,
    removed: [{ type: 'card', id }]
  });
  expect(await cards.mine(space, otto)).toMatchObject({
    own: { hidden: { reason: 'Fremde Telefonnummer' } }
  });
  const mails = await db.selectFrom('mail').where('person_id', '=', otto.id).selectAll().execute();
  expect(mails).toMatchObject([{ recipient: otto.email }]);
  expect(mails[0]?.text).toContain('Fremde Telefonnummer');
  expect(await reportsOn(id)).toBeUndefined();
  expect((await desk()).hidden.find(({ card }) => card.id === id)).toMatchObject({
    reason: 'Fremde Telefonnummer',
    card: { name: 'Otto Obstwiese', ownerId: null }
  });

  // Its owner changes it, which does not show it, and asks for another look.
  await saveCard(cards, space, otto, { offer: 'Äpfel' });
  expect(await cards.get(space, lotte, id)).toBeNull();
  expect(await cardReports.askReview(space, otto)).toEqual({ ok: true });
  expect(await reportsOn(id)).toMatchObject({ hidden: true, reports: [{ reason: 'review' }] });
  expect(await cardReports.show(space, hedda, id)).toEqual({ ok: true });
  expect(await cards.get(space, lotte, id)).toMatchObject({ name: 'Otto Obstwiese', offer: 'Äpfel' });
  expect(await cards.mine(space, otto)).toMatchObject({ own: { hidden: null } });
  expect(await cardReports.askReview(space, otto)).toMatchObject({ code: 'not_found' });
});

test('the moderation can hide over the wire only what it could see', async () => {
  const { id } = await two({ audience: 'private', consent: null });
  for (const one of [id, randomUUID(), 'x']) {
    expect(await cardReports.hide(space, hedda, one, 'weil')).toMatchObject({ ok: false });
  }
  const seen = (await db.selectFrom('card').select('hidden_at').where('id', '=', id).execute())[0];
  expect(seen?.hidden_at).toBeNull();
});

test.each([
  { reason: 'boring' },
  { reason: null },
  { reason: 'review' },
  { reason: 'other', note: 'x'.repeat(601) }
])('%j is no report', async (form) => {
  const { lotte, id } = await two();
  expect((await report(lotte, id, form)).ok).toBe(false);
  expect(await reportsOn(id)).toBeUndefined();
});

test('hidden cards and unknown ones answer alike, and nobody reports without end', async () => {
  const { lotte, id } = await two({ audience: 'private', consent: null });
  const hidden = await report(lotte, id);
  expect(hidden).toMatchObject({ code: 'not_found' });
  expect(await report(lotte, randomUUID())).toEqual(hidden);
  const shown = await two();
  for (let nth = 0; nth < 10; nth++)
    expect((await report(null, shown.id, WHY, '198.51.100.9')).ok).toBe(true);
  expect(await report(null, shown.id, WHY, '198.51.100.9')).toMatchObject({ code: 'rate_limited' });
  expect((await report(null, shown.id, WHY, '198.51.100.10')).ok).toBe(true);
});

test('reports go with whoever made them and with the card, and what is settled after half a year', async () => {
  const { lotte, otto, id } = await two();
  await report(lotte, id);
  await deletePerson(db, lotte.id);
  expect(await reportsOn(id)).toBeUndefined();
  await report(null, id);
  await deletePerson(db, otto.id);
  expect(await reportsOn(id)).toBeUndefined();
  const other = await two();
  await report(null, other.id);
  await cardReports.settle(space, hedda, other.id);
  clock.advance(181 * 24 * 3_600_000);
  await cardReports.sweep();
  const left = await db
    .selectFrom('card_report')
    .select('card_id')
    .where('settled_at', 'is not', null)
    .execute();
  expect(left).toEqual([]);
});
