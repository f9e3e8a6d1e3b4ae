import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { deletePerson } from '$lib/server/repositories/persons';
import { must } from '$lib/util/must';
import { saveCard } from '../../../../tests/support/cards';
import { testServices } from '../../../../tests/support/services';
import { directoryRows } from './cardTable';

const ORIGIN = 'https://auftakt.example';
const { db, clock, space, account, person, sessions, services } = await testServices({
  ORIGIN,
  SMTP_URL: 'smtp://127.0.0.1:2525',
  MAIL_FROM: 'auftakt@example.org'
});
const { cards, cardInvitations, rooms } = services;
const hedda = await account('facilitator', 'Hedda Holunder');
const DAY = 24 * 3_600_000;
const ROW = {
  name: 'Zyprian Zander',
  organisation: 'Zaunverein',
  region: 'Saalekreis',
  offer: 'Zäune',
  fields: ['Kultur']
};

const tokenIn = (text: string | null | undefined) =>
  /\/cards\/invitation\/([\w-]+)/.exec(text ?? '')?.[1] ?? '';
const mailTo = (email: string) => db.selectFrom('mail').where('recipient', '=', email).selectAll().execute();
const newAddress = () => `${randomUUID()}@example.org`;
async function invite(given: object, how: { mail?: boolean; batchId?: string } = {}) {
  const result = await cardInvitations.invite(space, hedda, { ...given }, { mail: true, ...how });
  if (!result.ok) throw new Error(result.code);
  return result;
}

test('a prepared card is no card: nobody sees it before its person agrees, and then as they chose', async () => {
  const email = newAddress();
  expect(await invite({ ...ROW, email })).toEqual({ ok: true, state: 'waiting', url: null });
  const [mail] = await mailTo(email);
  expect(mail?.text).toContain('Hedda Holunder');
  // What was prepared is read on the page, not in a mail that may go astray.
  expect(mail?.text).not.toContain('Zäune');
  for (const viewer of [hedda, await account('owner'), await account('member'), null]) {
    expect(JSON.stringify(await rooms.open(space.directoryRoom, viewer))).not.toContain('Zyprian');
    expect(JSON.stringify(await cards.list(space, viewer))).not.toContain('Zyprian');
  }
  expect(JSON.stringify(directoryRows(await cards.list(space, hedda), hedda.id, ORIGIN))).not.toContain(
    'Zyprian'
  );

  const token = tokenIn(mail?.text);
  expect(await cardInvitations.page(token)).toMatchObject({ taken: false, content: { name: ROW.name } });
  const came = await cardInvitations.accept(space, token, null, '');
  if (!came.ok || !came.session) throw new Error('no session');
  const { person: zander } = must(await sessions.check(came.session.token));
  expect(zander).toMatchObject({ name: 'Zyprian Zander', email: null });
  expect(await cardInvitations.preparedFor(space, zander)).toMatchObject({ offer: 'Zäune', email });
  expect(await cards.mine(space, zander)).toBeNull();

  const id = await saveCard(cards, space, zander, { offer: 'Zäune' }, { audience: 'members' });
  await cardInvitations.done(space, zander);
  expect(await cardInvitations.preparedFor(space, zander)).toBeNull();
  expect(await cardInvitations.page(token)).toBeNull();
  expect(await cards.get(space, await account('member'), id)).toMatchObject({ name: 'Zyprian Zander' });
  expect(await cards.get(space, null, id)).toBeNull();
});

test('the link works again until the card is made, also on another device; and for who is signed in already', async () => {
  const token = tokenIn((await invite({ ...ROW }, { mail: false })).url);
  const first = await cardInvitations.accept(space, token, null, '');
  const second = await cardInvitations.accept(space, token, null, '');
  if (!first.ok || !first.session || !second.ok || !second.session) throw new Error('no session');
  const who = [await sessions.check(first.session.token), await sessions.check(second.session.token)];
  expect(who[0]?.person.id).toBe(who[1]?.person.id);

  const otto = await person('Otto');
  const forOtto = tokenIn((await invite({ ...ROW }, { mail: false })).url);
  expect(await cards.mayHave(space, otto)).toBe(false);
  expect(await cardInvitations.accept(space, forOtto, otto, '')).toEqual({ ok: true, session: null });
  expect(await cards.mayHave(space, otto)).toBe(true);
  expect(await cardInvitations.preparedFor(space, otto)).toMatchObject({ name: ROW.name });
});

test('who says no is deleted at once, and is not written to again', async () => {
  const email = newAddress();
  await invite({ ...ROW, email });
  const token = tokenIn((await mailTo(email))[0]?.text);
  await cardInvitations.decline(token);
  expect(await cardInvitations.page(token)).toBeNull();
  const rows = await db.selectFrom('card_invitation').where('kind', '=', 'refused').selectAll().execute();
  expect(JSON.stringify(rows)).not.toMatch(new RegExp(`Zyprian|${email}`));
  expect(await invite({ ...ROW, email: ` ${email.toUpperCase()} ` })).toMatchObject({ state: 'refused' });
  expect(await mailTo(email)).toHaveLength(1);
  expect(
    (await cardInvitations.list(space, hedda)).some((one) => one.kind !== 'link' && one.kind !== 'person')
  ).toBe(false);
});

test.each([
  [{ ...ROW, name: ' ' }, 'no_name'],
  [{ ...ROW, email: 'keine Adresse' }, 'bad_email'],
  [{ ...ROW, email: 'a@example.org\r\nBcc: b@example.org' }, 'bad_email'],
  [{ ...ROW, offer: 'x'.repeat(601) }, 'too_long'],
  [{ ...ROW, web: 'javascript:alert(1)' }, 'bad_web'],
  [{ ...ROW, fields: 'Kultur' }, 'invalid'],
  [{ email: '' }, 'no_name']
])('the row %j is %s, and nothing of it is kept', async (row, state) => {
  const before = (await cardInvitations.list(space, hedda)).length;
  expect(await invite(row, { mail: false })).toEqual({ ok: true, state, url: null });
  expect(await cardInvitations.list(space, hedda)).toHaveLength(before);
});

test('an address is invited once, and not at all where it has a card; a photo or an AG is nobody’s to prepare', async () => {
  const email = newAddress();
  await Promise.all([invite({ ...ROW, email }), invite({ ...ROW, email })]);
  expect(await invite({ email })).toMatchObject({ state: 'known' });
  expect(await mailTo(email)).toHaveLength(1);
  const otto = await account('member', 'Otto');
  await saveCard(cards, space, otto);
  expect(await invite({ ...ROW, email: otto.email })).toMatchObject({ state: 'known' });
  const token = tokenIn(
    (await invite({ ...ROW, photo: randomUUID(), workingGroups: [randomUUID()] }, { mail: false })).url
  );
  expect(await cardInvitations.page(token)).toMatchObject({ content: { photo: null, workingGroups: [] } });
});

test('an import is taken back as a whole; what was agreed to stays', async () => {
  const batchId = randomUUID();
  const urls: (string | null)[] = [];
  for (let nth = 0; nth < 3; nth++) {
    urls.push((await invite({ ...ROW, name: `Reihe ${nth}` }, { mail: false, batchId })).url);
  }
  const other = tokenIn((await invite({ ...ROW }, { mail: false })).url);
  const otto = await person('Otto');
  await cardInvitations.accept(space, tokenIn(urls[0]), otto, '');
  const id = await saveCard(cards, space, otto);
  await cardInvitations.done(space, otto);
  expect(await cardInvitations.withdraw(space, hedda, { batchId })).toEqual({ ok: true, gone: 2 });
  expect(await cardInvitations.page(tokenIn(urls[1]))).toBeNull();
  expect(await cardInvitations.page(other)).not.toBeNull();
  expect(await cards.get(space, null, id)).not.toBeNull();
});

test('a link brings many in, counted; it ends when it is taken back', async () => {
  const made = await cardInvitations.makeLink(space, hedda, 'Rundbrief');
  if (!made.ok) throw new Error(made.code);
  const token = tokenIn(made.url);
  expect(await cardInvitations.accept(space, token, null, ' ')).toMatchObject({ code: 'empty' });
  for (const name of ['Ida', 'Jona']) {
    const came = await cardInvitations.accept(space, token, null, name);
    expect(came.ok && came.session !== null).toBe(true);
  }
  const link = must((await cardInvitations.list(space, hedda)).find(({ label }) => label === 'Rundbrief'));
  expect(link).toMatchObject({ taken: 2, takenBy: null });
  await cardInvitations.decline(token);
  expect(await cardInvitations.page(token)).not.toBeNull();
  await cardInvitations.withdraw(space, hedda, { id: link.id });
  expect(await cardInvitations.page(token)).toBeNull();
  expect(await cardInvitations.accept(space, token, null, 'Karl')).toMatchObject({ code: 'not_found' });
});

test('is the moderation’s alone, and wrong links are nothing', async () => {
  const member = await account('member');
  expect(await cardInvitations.list(space, member)).toEqual([]);
  expect(await cardInvitations.makeLink(space, member, '')).toMatchObject({ code: 'forbidden' });
  expect(await cardInvitations.invite(space, member, ROW, { mail: true })).toMatchObject({
    code: 'forbidden'
  });
  expect(await cardInvitations.withdraw(space, member, { id: randomUUID() })).toMatchObject({
    code: 'forbidden'
  });
  expect(await cardInvitations.renew(space, member, randomUUID())).toMatchObject({ code: 'forbidden' });
  expect(await cardInvitations.renew(space, hedda, "'")).toMatchObject({ code: 'not_found' });
  for (const token of ['', 'x', 'a'.repeat(27), '../../..']) {
    expect(await cardInvitations.page(token)).toBeNull();
    expect(await cardInvitations.accept(space, token, null, 'X')).toMatchObject({ code: 'not_found' });
  }
});

test('the mail goes once more after a day with a link of its own; what nobody answers is forgotten', async () => {
  const email = newAddress();
  await invite({ ...ROW, email });
  const one = must((await cardInvitations.list(space, hedda)).find((row) => row.email === email));
  const first = tokenIn((await mailTo(email))[0]?.text);
  expect(await cardInvitations.renew(space, hedda, one.id)).toMatchObject({ code: 'rate_limited' });
  clock.advance(DAY + 1000);
  expect(await cardInvitations.renew(space, hedda, one.id)).toEqual({ ok: true, url: null });
  const texts = (await mailTo(email)).map(({ text }) => tokenIn(text));
  expect(texts).toHaveLength(2);
  expect(await cardInvitations.page(first)).toBeNull();
  expect(await cardInvitations.page(must(texts.find((token) => token !== first)))).not.toBeNull();
  clock.advance(61 * DAY);
  await cardInvitations.sweep();
  expect((await cardInvitations.list(space, hedda)).some((row) => row.email === email)).toBe(false);
});

test('goes with its person', async () => {
  const token = tokenIn((await invite({ ...ROW }, { mail: false })).url);
  const otto = await person('Otto');
  await cardInvitations.accept(space, token, otto, '');
  await deletePerson(db, otto.id);
  expect(await cardInvitations.page(token)).toBeNull();
});
