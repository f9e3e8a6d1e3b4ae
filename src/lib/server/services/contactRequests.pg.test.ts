import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Person } from '$lib/server/auth/sessions';
import { deletePerson } from '$lib/server/repositories/persons';
import { saveCard } from '../../../../tests/support/cards';
import { testServices } from '../../../../tests/support/services';

const { db, clock, space, account, person, services } = await testServices({
  ORIGIN: 'https://auftakt.example',
  SMTP_URL: 'smtp://127.0.0.1:2525',
  MAIL_FROM: 'auftakt@example.org'
});
const { cards, contactRequests, keptCards } = services;
const DAY = 24 * 3_600_000;
const WORDS = 'Guten Tag, ich möchte Ihre Bänke ansehen.';

/** Otto with a card whose address nobody sees, and Lotte, who wants to write to him. */
async function two() {
  const otto = await account('member', 'Otto Obstwiese');
  const lotte = await account('member', 'Lotte Löwenzahn');
  const id = await saveCard(cards, space, otto, { email: 'otto@geheim.example' });
  return { otto, lotte, id };
}
const ask = (who: Person, cardId: string, message: unknown = WORDS, email: unknown = '') =>
  contactRequests.ask(space, who, cardId, { message, email });
const mailsTo = (who: Person) =>
  db.selectFrom('mail').where('person_id', '=', who.id).selectAll().orderBy('created_at').execute();
const waitingOf = async (who: Person) => (await contactRequests.lists(space, who)).received[0]?.id ?? '';
/** Of the link in the mail. */
const tokenIn = (text: string | null | undefined) =>
  /\/cards\/requests\/([\w-]+)/.exec(text ?? '')?.[1] ?? '';

describe('a request', () => {
  test('reaches the other with a mail, and neither learns an address that was not given', async () => {
    const { otto, lotte, id } = await two();
    expect(await contactRequests.mayAsk(space, lotte, id)).toBe('yes');
    expect(await ask(lotte, id, ` ${WORDS} `, 'lotte@antwort.example')).toEqual({ ok: true });
    expect(await contactRequests.mayAsk(space, lotte, id)).toBe('asked');
    expect(await contactRequests.waiting(otto)).toBe(1);
    const { received } = await contactRequests.lists(space, otto);
    expect(received).toMatchObject([
      {
        name: 'Lotte Löwenzahn',
        message: WORDS,
        email: 'lotte@antwort.example',
        state: 'waiting',
        card: null
      }
    ]);
    const [mail] = await mailsTo(otto);
    expect(mail).toMatchObject({ recipient: otto.email, subject: 'Kontaktanfrage von Lotte Löwenzahn' });
    // What a stranger typed is not in the mail.
    expect(mail?.text).not.toContain('Bänke');
    const { sent } = await contactRequests.lists(space, lotte);
    expect(JSON.stringify(sent)).not.toMatch(/geheim|otto@/);
    expect(JSON.stringify(sent)).not.toContain(otto.email);
    expect(JSON.stringify(received)).not.toContain(lotte.email);
  });

  test('accepted gives what the other gave, and makes a contact that is exported with that address', async () => {
    const { otto, lotte, id } = await two();
    await ask(lotte, id);
    const decision = { accept: true, answer: 'Gern!', email: 'otto@antwort.example' };
    const request = await waitingOf(otto);
    expect(await contactRequests.decide(space, otto, request, decision)).toEqual({ ok: true });
    expect(await contactRequests.decide(space, otto, request, decision)).toMatchObject({ code: 'conflict' });
    expect((await contactRequests.lists(space, lotte)).sent).toMatchObject([
      { accepted: true, answer: 'Gern!', answerEmail: 'otto@antwort.example' }
    ]);
    expect(await keptCards.list(space, lotte)).toMatchObject([
      { cardId: id, card: { email: 'otto@antwort.example' } }
    ]);
    const [mail] = await mailsTo(lotte);
    expect(mail).toMatchObject({ recipient: lotte.email, subject: 'Antwort auf Ihre Kontaktanfrage' });
    expect(mail?.text).not.toContain('otto@antwort');
    expect(await contactRequests.waiting(otto)).toBe(0);
  });

  test('declined looks to whoever asked as one that waits, and is not asked again', async () => {
    const { otto, lotte, id } = await two();
    await ask(lotte, id);
    const before = await contactRequests.lists(space, lotte);
    const decision = { accept: false, answer: 'Nein', email: 'otto@antwort.example' };
    await contactRequests.decide(space, otto, await waitingOf(otto), decision);
    expect(await contactRequests.lists(space, lotte)).toEqual(before);
    expect(await mailsTo(lotte)).toEqual([]);
    expect(await ask(lotte, id)).toMatchObject({ ok: false, code: 'limit' });
    expect(await contactRequests.mayAsk(space, lotte, id)).toBe('asked');
  });

  test('is decided by the link in the mail, once, also without a session', async () => {
    const { otto, lotte, id } = await two();
    await ask(lotte, id);
    const token = tokenIn((await mailsTo(otto))[0]?.text);
    expect(await contactRequests.byToken(token)).toMatchObject({ message: WORDS, state: 'waiting' });
    const accept = { accept: true, answer: '', email: '' };
    expect(await contactRequests.decideByToken(space, token, accept)).toEqual({ ok: true });
    expect(await contactRequests.decideByToken(space, token, accept)).toMatchObject({ code: 'conflict' });
    for (const wrong of ['', 'x', '../..', 'a'.repeat(27), `${token}x`]) {
      expect(await contactRequests.byToken(wrong)).toBeNull();
      expect(await contactRequests.decideByToken(space, wrong, accept)).toMatchObject({ code: 'not_found' });
    }
  });
});

describe('limits', () => {
  test("nobody decides another's, and none of an id that is none", async () => {
    const { otto, lotte, id } = await two();
    await ask(lotte, id);
    const request = await waitingOf(otto);
    const accept = { accept: true, answer: '', email: '' };
    for (const who of [lotte, await account('owner')]) {
      expect(await contactRequests.decide(space, who, request, accept)).toMatchObject({ code: 'not_found' });
    }
    expect(await contactRequests.decide(space, otto, "'", accept)).toMatchObject({ code: 'not_found' });
  });

  test('a person from nowhere, a hidden card, an unknown one and my own are refused', async () => {
    const { otto, lotte, id } = await two();
    const stranger = await person('Fremd');
    expect(await contactRequests.mayAsk(space, stranger, id)).toBe('no');
    expect(await contactRequests.mayAsk(space, null, id)).toBe('no');
    expect(await ask(stranger, id)).toMatchObject({ code: 'forbidden' });
    expect(await ask(otto, id)).toMatchObject({ code: 'invalid' });
    expect(await contactRequests.mayAsk(space, otto, id)).toBe('no');
    await saveCard(cards, space, otto, {}, { audience: 'private', consent: null });
    const hidden = await ask(lotte, id);
    expect(hidden).toMatchObject({ code: 'not_found' });
    expect(await ask(lotte, randomUUID())).toEqual(hidden);
    expect(await contactRequests.mayAsk(space, lotte, id)).toBe('no');
  });

  test.each([
    ['', '', 'empty', 'message'],
    [' \u200b ', '', 'empty', 'message'],
    [null, '', 'empty', 'message'],
    ['x'.repeat(1001), '', 'too_long', 'message'],
    [WORDS, 'keine Adresse', 'invalid', 'email'],
    [WORDS, 'a@example.org\r\nBcc: b@example.org', 'invalid', 'email']
  ])('%j with the address %j is refused and names the field', async (message, email, code, field) => {
    const { otto, lotte, id } = await two();
    expect(await ask(lotte, id, message, email)).toMatchObject({ ok: false, code, field });
    expect(await contactRequests.waiting(otto)).toBe(0);
  });

  test('five at once are one request and one mail', async () => {
    const { otto, lotte, id } = await two();
    await Promise.all(Array.from({ length: 5 }, () => ask(lotte, id)));
    expect(await contactRequests.waiting(otto)).toBe(1);
    expect(await mailsTo(otto)).toHaveLength(1);
  });

  test('ten a day, and tomorrow again; of many askers only some cause a mail', async () => {
    const lotte = await account('member', 'Lotte');
    const ids: string[] = [];
    for (let nth = 0; nth < 11; nth++)
      ids.push(await saveCard(cards, space, await account('member', `P${nth}`)));
    const answers = [];
    for (const id of ids) answers.push(await ask(lotte, id));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(10);
    expect(answers.at(-1)).toMatchObject({ code: 'rate_limited' });
    clock.advance(DAY + 1);
    expect(await ask(lotte, ids.at(-1) ?? '')).toEqual({ ok: true });

    const { otto, id } = await two();
    for (let nth = 0; nth < 7; nth++) await ask(await account('member', `Q${nth}`), id);
    expect(await contactRequests.waiting(otto)).toBe(7);
    expect(await mailsTo(otto)).toHaveLength(5);
  });

  test('who wants none gets none, and those there were stay', async () => {
    const { otto, lotte, id } = await two();
    await ask(await account('member'), id);
    await contactRequests.setOff(otto, true);
    await contactRequests.setOff(otto, true);
    expect(await contactRequests.mayAsk(space, lotte, id)).toBe('off');
    expect(await ask(lotte, id)).toMatchObject({ code: 'closed' });
    expect(await contactRequests.lists(space, otto)).toMatchObject({ off: true, received: [{}] });
    await contactRequests.setOff(otto, false);
    expect(await ask(lotte, id)).toEqual({ ok: true });
  });

  test('an address that merely stands on the card gets no mail', async () => {
    const guest = await person('Gast');
    await db
      .insertInto('member')
      .values({ space_id: space.id, person_id: guest.id, role: 'member' })
      .execute();
    const id = await saveCard(cards, space, guest, { email: 'fremd@example.org' });
    expect(await ask(await account('member'), id)).toEqual({ ok: true });
    expect(await mailsTo(guest)).toEqual([]);
    const consent = { consent_text: 'ja', consented_at: new Date(), confirmed_at: new Date() };
    await db
      .insertInto('contact')
      .values({ person_id: guest.id, space_id: space.id, email: 'gast@example.org', ...consent })
      .execute();
    await ask(await account('member'), id);
    expect(await mailsTo(guest)).toMatchObject([{ recipient: 'gast@example.org' }]);
  });
});

test('requests go with either person, and after half a year', async () => {
  const all = () => db.selectFrom('contact_request').select('id').execute();
  const [one, other, old] = [await two(), await two(), await two()];
  for (const { lotte, id } of [one, other, old]) await ask(lotte, id);
  const before = (await all()).length;
  await deletePerson(db, one.lotte.id);
  await deletePerson(db, other.otto.id);
  expect(await all()).toHaveLength(before - 2);
  clock.advance(181 * DAY);
  await contactRequests.sweep();
  expect(await all()).toEqual([]);
});
