import { randomUUID } from 'node:crypto';
import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import { LIMITS } from '$lib/domain/limits';
import { csvOf } from '$lib/server/csv';
import { deletePerson } from '$lib/server/repositories/persons';
import { saveCard } from '../../../../tests/support/cards';
import { testServices } from '../../../../tests/support/services';
import { contactRows } from './cardTable';
import { contactsVcard } from './contactsVcard';

const { db, space, account, person, services } = await testServices();
const { cards, keptCards, rooms } = services;
const SECRET = 'Zitterpappel: will im Mai anrufen';
const ORIGIN = 'https://auftakt.example';

/** Otto with a card of these circles, and Lotte, a member. */
async function two(
  circles: Parameters<typeof saveCard>[4] = {},
  content: Parameters<typeof saveCard>[3] = {}
) {
  const otto = await account('member', 'Otto Obstwiese');
  const lotte = await account('member', 'Lotte Löwenzahn');
  return { otto, lotte, id: await saveCard(cards, space, otto, content, circles) };
}

describe('keeping a card', () => {
  test('is for oneself alone: no list, page or live picture of anybody else has a trace of it', async () => {
    const { otto, lotte, id } = await two();
    expect(await keptCards.keep(space, lotte, id)).toEqual({ ok: true, note: '' });
    expect(await keptCards.setNote(lotte, id, `  ${SECRET}\r\n`)).toEqual({ ok: true, note: SECRET });
    expect(await keptCards.list(space, lotte)).toMatchObject([
      { cardId: id, note: SECRET, card: { name: 'Otto Obstwiese' } }
    ]);
    expect(await keptCards.noteOn(lotte, id)).toBe(SECRET);
    for (const other of [otto, await account('owner'), null]) {
      expect(await keptCards.noteOn(other, id)).toBeNull();
      const opened = await rooms.open(space.directoryRoom, other);
      expect(opened.ok).toBe(true);
      expect(JSON.stringify(opened)).not.toContain('Zitterpappel');
      expect(JSON.stringify(opened)).not.toContain(lotte.id);
    }
    const log = await db.selectFrom('change').selectAll().execute();
    expect(JSON.stringify(log)).not.toContain('Zitterpappel');
  });

  test('a second time changes nothing, and forgetting takes the note along', async () => {
    const { lotte, id } = await two();
    await keptCards.keep(space, lotte, id);
    await keptCards.setNote(lotte, id, 'A');
    expect(await keptCards.keep(space, lotte, id)).toEqual({ ok: true, note: 'A' });
    expect(await Promise.all([keptCards.keep(space, lotte, id), keptCards.keep(space, lotte, id)])).toEqual([
      { ok: true, note: 'A' },
      { ok: true, note: 'A' }
    ]);
    await keptCards.forget(lotte, id);
    expect(await keptCards.noteOn(lotte, id)).toBeNull();
    expect(await keptCards.setNote(lotte, id, 'B')).toMatchObject({ code: 'not_found' });
    await keptCards.keep(space, lotte, id);
    expect(await keptCards.noteOn(lotte, id)).toBe('');
  });

  test.each(['', 'x', "1' or '1'='1", randomUUID()])(
    'of an unknown id %j answers that it is gone',
    async (id) => {
      const { lotte } = await two();
      expect(await keptCards.keep(space, lotte, id)).toMatchObject({ ok: false, code: 'not_found' });
      expect(await keptCards.setNote(lotte, id, 'x')).toMatchObject({ ok: false, code: 'not_found' });
      await keptCards.forget(lotte, id);
      expect(await keptCards.list(space, lotte)).toEqual([]);
    }
  );

  test('a card that one may not see answers as one that does not exist', async () => {
    const { lotte, id } = await two({ audience: 'private', consent: null });
    const hidden = await keptCards.keep(space, lotte, id);
    expect(hidden).toEqual(await keptCards.keep(space, lotte, randomUUID()));
  });

  test('not my own, and no more than there may be', async () => {
    const { otto, lotte, id } = await two();
    expect(await keptCards.keep(space, otto, id)).toMatchObject({ code: 'invalid' });
    expect(await keptCards.setNote(lotte, id, 'x'.repeat(LIMITS.keptNote + 1))).toMatchObject({
      code: 'too_long'
    });
  });
});

describe('the list', () => {
  test('shows what I may see today; of a card withdrawn, my own note stays and nothing else', async () => {
    const { otto, lotte, id } = await two({ audiences: { phone: 'members' } }, { phone: '0341 1' });
    await keptCards.keep(space, lotte, id);
    await keptCards.setNote(lotte, id, SECRET);
    expect((await keptCards.list(space, lotte))[0]?.card?.phone).toBe('0341 1');
    await saveCard(cards, space, otto, { phone: '0341 1' });
    expect((await keptCards.list(space, lotte))[0]?.card?.phone).toBe('');
    await cards.remove(space, otto);
    expect(await keptCards.list(space, lotte)).toMatchObject([{ cardId: id, note: SECRET, card: null }]);
  });

  test('goes with its person, and with the person on the card', async () => {
    const { otto, lotte, id } = await two();
    await keptCards.keep(space, lotte, id);
    await keptCards.setNote(lotte, id, SECRET);
    const anna = await person('Anna');
    await keptCards.keep(space, anna, id);
    await deletePerson(db, lotte.id);
    expect(await db.selectFrom('kept_card').select('person_id').where('card_id', '=', id).execute()).toEqual([
      { person_id: anna.id }
    ]);
    await deletePerson(db, otto.id);
    expect(await db.selectFrom('kept_card').selectAll().where('card_id', '=', id).execute()).toEqual([]);
  });

  test('goes out as one vCard file that address books read, and as a table without formulas', async () => {
    const content = { name: 'Özlem Ähre, "Test"', offer: 'Zeile 1\nZeile 2', organisation: '=SUM(A1)' };
    const { lotte, id } = await two({}, content);
    const second = await saveCard(cards, space, await account('member', 'Wilma Weidenbaum'));
    for (const one of [id, second]) await keptCards.keep(space, lotte, one);
    await keptCards.setNote(lotte, id, 'Gute Idee, siehe\nMail, bitte');
    const contacts = await keptCards.list(space, lotte);

    // An AG that one of them shows, and that the viewer may know; another that nobody of them shows.
    const [ag, other] = [randomUUID(), randomUUID()];
    const shown = contacts.map((contact) =>
      contact.card && contact.cardId === id
        ? { ...contact, card: { ...contact.card, workingGroups: [ag, randomUUID()] } }
        : contact
    );
    const workingGroups = [
      { id: ag, number: 3, title: 'Wege' },
      { id: other, number: 4, title: 'Andere' }
    ];
    const file = contactsVcard(shown, ORIGIN, { workingGroups });
    const read = (ICAL.parse(file) as unknown as [string, [string, object, string, string][]][]).map(
      ([, properties]) => new Map(properties.map(([key, , , value]) => [key, value]))
    );
    expect(read.map((card) => card.get('fn'))).toEqual(['Özlem Ähre, "Test"', 'Wilma Weidenbaum']);
    expect(read[0]?.get('note')).toContain('Wege');
    expect(file).not.toContain('Andere');
    expect(read[1]?.get('note')).not.toContain('Wege');
    expect(read[0]?.get('note')).toContain('Eigene Notiz: Gute Idee, siehe\nMail, bitte');

    const rows = contactRows(contacts, ORIGIN);
    expect(rows[0]?.slice(-3)).toEqual(['Eigene Notiz', 'Gemerkt am', 'Karte']);
    expect(rows[1]?.at(-1)).toBe(`${ORIGIN}/cards/${id}`);
    expect(csvOf(rows)).toContain("'=SUM(A1)");
  });
});
