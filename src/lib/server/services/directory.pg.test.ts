import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { emptyCard } from '$lib/domain/cards/circles';
import { parseQuery } from '$lib/domain/cards/query';
import type { Audience, CardContent, CardField } from '$lib/domain/records';
import type { Person } from '$lib/server/auth/sessions';
import { must } from '$lib/util/must';
import { testServices } from '../../../../tests/support/services';

const { db, services, rooms, space, person, account } = await testServices();
const { cards, directory } = services;

async function guest(name: string): Promise<Person> {
  const someone = await person(name);
  await db
    .insertInto('participant')
    .values({
      id: randomUUID(),
      room_id: await workshop,
      seq: 0,
      person_id: someone.id,
      name,
      role: 'participant'
    })
    .execute();
  return someone;
}
const workshop = (async () => {
  const created = await services.workshops.create(await account(), space.id, {
    title: 'W',
    startsAt: null,
    place: '',
    template: 'auftakt',
    groups: 0,
    question: '',
    sees: 'all'
  });
  if (!created.ok) throw new Error(created.code);
  return created.workshop.roomId;
})();

async function card(
  content: Partial<CardContent>,
  audience: Audience = 'public',
  audiences: Partial<Record<CardField, Audience>> = {}
): Promise<{ owner: Person; id: string }> {
  const owner = await guest(content.name ?? 'Lotte');
  return { owner, id: await save(owner, content, audience, audiences) };
}
async function save(
  owner: Person,
  content: Partial<CardContent>,
  audience: Audience = 'public',
  audiences: Partial<Record<CardField, Audience>> = {}
): Promise<string> {
  const saved = await cards.save(space, owner, {
    card: { ...emptyCard(), name: owner.name, region: 'Saalekreis', ...content },
    audience,
    audiences,
    consent: 'Ich bin einverstanden.'
  });
  if (!saved.ok) throw new Error(`not saved: ${saved.code}`);
  return saved.cardId;
}
async function find(viewer: Person | null, q: string): Promise<string[]> {
  const answer = await directory.search(space, viewer, q);
  if (!answer.ok) throw new Error(answer.code);
  return answer.found.ids;
}
const isNear = async (q: string) => {
  const answer = await directory.search(space, null, q);
  return answer.ok && answer.found.near;
};

describe('search', () => {
  test('finds parts, other forms, umlauts however they are spelled, and slips of the pen', async () => {
    const { id } = await card({
      name: 'Änne Müller',
      organisation: 'Streuobstverein Großkorbetha',
      offer: 'Kurse zum Schneiden alter Bäume'
    });
    for (const q of ['muell', 'MÜLLER änne', 'obst', 'großkorbetha', 'Grosskorbetha', 'Kursen', 'Baum'])
      expect([q, await find(null, q), await isNear(q)]).toEqual([q, [id], false]);
    for (const q of ['Streuobstverien', 'Mülelr', 'anne Muler', 'kurze schneiden'])
      expect([q, await find(null, q), await isNear(q)]).toEqual([q, [id], true]);
    for (const q of ['Müller Zimmermann', 'Quark', 'M%r', 'M____r'])
      expect([q, await find(null, q)]).toEqual([q, []]);
  });

  test('a word that stands somewhere as typed is no slip: what is near to it stays away', async () => {
    const meier = await card({ name: 'Kai Qmeier' });
    expect(await find(null, 'Qmeyer')).toEqual([meier.id]);
    const meyer = await card({ name: 'Kim Qmeyer' });
    expect(await find(null, 'Qmeyer')).toEqual([meyer.id]);
  });

  test.each([
    ['', 0],
    ['   ', 0],
    // Once on a card as it is: signs that LIKE reads otherwise are letters like all others.
    ['%', 1],
    ['100%', 1],
    ['%%%%', 0],
    ['_', 0],
    ['\\', 1],
    ["O'Brien", 1],
    ["' or 1=1 --", 0],
    ['"; drop table card; --', 0],
    ["a:* & !b | <-> ('", 0],
    ['\u0000obrien', 1],
    ['\ud800', 0],
    ['名前', 1]
  ])('%j finds %i', async (q, count) => {
    await hostile;
    expect(await find(null, q)).toHaveLength(count);
  });
  test('ten thousand characters are cut and find nothing', async () => {
    for (const q of ['x'.repeat(10_000), 'wort '.repeat(2_000)]) expect(await find(null, q)).toEqual([]);
  });
  const hostile = card({ name: "Pat O'Brien 名前", offer: '100% C:\\Projekte obrien' });
});

describe('who finds what', () => {
  /** Written out by hand: who reads what was given to which circle. */
  const READS = {
    visitor: ['public'],
    stranger: ['public'],
    member: ['public', 'members'],
    participant: ['public', 'members', 'participants'],
    facilitator: ['public', 'members', 'participants'],
    owner: ['public', 'members', 'participants', 'private']
  } as const;

  test('each field x each circle x each viewer: the word is found where it may be read, also nearly', async () => {
    const fields = ['organisation', 'role', 'region', 'fields', 'offer', 'need', 'about'] as const;
    const circles = ['private', 'participants', 'members', 'public'] as const;
    const owner = await guest('Zita Zaunkönig');
    const viewers: Record<keyof typeof READS, Person | null> = {
      visitor: null,
      stranger: await person('Niemand'),
      member: await account('member'),
      participant: await guest('Otto'),
      facilitator: await account('facilitator'),
      owner
    };
    let checked = 0;
    for (const field of fields) {
      for (const circle of circles) {
        const word = `gurkenfass${field}`;
        await save(owner, { [field]: field === 'fields' ? [word] : word }, 'public', { [field]: circle });
        for (const [viewer, reads] of Object.entries(READS)) {
          for (const q of [word, word.replace('ken', 'nek')]) {
            const found = (await find(viewers[viewer as keyof typeof READS], q)).length;
            const may = reads.some((read) => read === circle);
            expect([field, circle, viewer, q, found]).toEqual([field, circle, viewer, q, may ? 1 : 0]);
            checked++;
          }
        }
      }
    }
    expect(checked).toBe(7 * 4 * 6 * 2);
  });

  test('addresses are not searched, by nobody', async () => {
    const { owner } = await card(
      { name: 'Paul', email: 'gurkensalat@example.org', web: 'https://gurkensalat.example' },
      'public',
      { email: 'public', web: 'public' }
    );
    for (const viewer of [null, owner]) expect(await find(viewer, 'gurkensalat')).toEqual([]);
  });

  test('what was taken back is not found any more, and what is removed by nobody', async () => {
    const { owner, id } = await card({ name: 'Vera Vogel', offer: 'Nistkastenbau' });
    expect(await find(null, 'nistkasten')).toEqual([id]);
    await save(owner, { offer: 'Nistkastenbau' }, 'public', { offer: 'members' });
    expect(await find(null, 'nistkasten')).toEqual([]);
    expect(await find(await account('member'), 'nistkasten')).toEqual([id]);
    await cards.remove(space, owner);
    for (const viewer of [null, owner, await account('owner')])
      expect(await find(viewer, 'nistkasten')).toEqual([]);
    const rows = await db.selectFrom('card_search').where('card_id', '=', id).selectAll().execute();
    expect(rows).toEqual([]);
  });

  test('a document of an older state answers nothing, even if it is there', async () => {
    const { id } = await card({ name: 'Alt', offer: 'Schlittenverleih' });
    await db.updateTable('card_search').set({ seq: 0 }).where('card_id', '=', id).execute();
    expect(await find(null, 'schlittenverleih')).toEqual([]);
    expect(await directory.fill()).toBeGreaterThan(0);
    expect(await find(null, 'schlittenverleih')).toEqual([id]);
  });
});

test('cards without documents get them at the start, also of an older preparation, and only those', async () => {
  const { id } = await card({ name: 'Nachzügler', offer: 'Bollerwagen' });
  await directory.fill();
  expect(await directory.fill()).toBe(0);
  await db.deleteFrom('card_search').where('card_id', '=', id).execute();
  expect(await find(null, 'bollerwagen')).toEqual([]);
  expect(await directory.fill()).toBe(1);
  expect(await find(null, 'bollerwagen')).toEqual([id]);
  await db.updateTable('card_search').set({ version: 0 }).where('card_id', '=', id).execute();
  expect(await directory.fill()).toBe(1);
});

test('the documents go with the card, in the database itself', async () => {
  const { id } = await card({ name: 'Weg' });
  await db.deleteFrom('card').where('id', '=', id).execute();
  expect(await db.selectFrom('card_search').where('card_id', '=', id).selectAll().execute()).toEqual([]);
  rooms.get(space.directoryRoom).reload();
});

describe('what fits my card', () => {
  test('is found in what I may read, and nothing hidden makes a match', async () => {
    const mine = await card({ name: 'Mein', need: 'Schwungrad' });
    const open = await card({ name: 'Offen', offer: 'Schwungräder' });
    const hidden = await card({ name: 'Verborgen', offer: 'Schwungrad' }, 'public', { offer: 'private' });
    const members = await card({ name: 'Bündnis', offer: 'Schwungrad' }, 'members');
    const ids = async (viewer: Person | null) => {
      const answer = await directory.matches(space, viewer);
      return answer.ok && answer.matches?.map(({ id }) => id).sort();
    };
    expect(await ids(mine.owner)).toEqual([open.id, members.id].sort());
    // A member with a card of their own, who is in no workshop, reads less than a participant.
    await save(hidden.owner, { offer: 'Schwungrad' }, 'participants');
    expect(await ids(mine.owner)).toEqual([open.id, members.id, hidden.id].sort());
    const member = await account('member', 'Mitglied');
    await save(member, { need: 'Schwungrad' });
    expect(await ids(member)).toEqual([open.id, members.id].sort());
  });

  test('there is nothing to compare with for a visitor, or for a card that says nothing', async () => {
    const empty = await card({ name: 'Leer' });
    for (const viewer of [null, empty.owner])
      expect(await directory.matches(space, viewer)).toEqual({ ok: true, matches: null });
  });

  test('comes with the page where it is asked for', async () => {
    const mine = await card({ name: 'Ich', offer: 'Quittengelee' });
    const other = await card({ name: 'Du', need: 'Quitten und Quittengelee' });
    const page = await directory.page(space, mine.owner, parseQuery(new URLSearchParams('fit=1')), null);
    expect(page).toMatchObject({ ok: true, matches: [{ id: other.id, gives: [], takes: ['Quittengelee'] }] });
  });
});

describe('page', () => {
  const query = (address: string) => parseQuery(new URLSearchParams(address));

  test('a small directory comes whole; a large one with what is seen first, the own card and the open one', async () => {
    const small = await directory.page(space, null, query(''), null);
    expect(small).toMatchObject({ ok: true, first: null, snapshot: { full: true } });

    const mine = await card({ name: 'ZZ Zuletzt' });
    const open = await card({ name: 'ZZ Offen' });
    await Promise.all(Array.from({ length: 150 }, (_, n) => card({ name: `Person ${n}`, need: 'Zeit' })));
    const page = await directory.page(space, mine.owner, query('has=need'), open.id);
    if (!page.ok) throw new Error(page.code);
    const first = must(page.first, 'the first cards');
    expect(first.cards).toHaveLength(48);
    expect(first.hits).toBeGreaterThanOrEqual(150);
    expect(first.total).toBeGreaterThan(first.hits);
    const ids = page.snapshot.records.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining([mine.id, open.id, ...first.cards.map((each) => each.id)]));
    expect(ids).toHaveLength(50);
    // From there the room brings everything.
    expect(page.snapshot.seq).toBe(0);
  });

  test('says what the workshops on the cards are called, to those who see them there', async () => {
    const { id } = await db.selectFrom('workshop').select('id').executeTakeFirstOrThrow();
    const shown = await card({ name: 'War dabei', workshops: [id] }, 'public', { workshops: 'members' });
    const workshopsFor = async (viewer: Person | null) => {
      const page = await directory.page(space, viewer, query(''), null);
      return page.ok && page.names.workshops;
    };
    expect(await workshopsFor(null)).toEqual([]);
    expect(await workshopsFor(await account('member'))).toEqual([{ id, title: 'W' }]);
    const found = await directory.page(space, shown.owner, query(`workshop=${id}`), null);
    expect(found).toMatchObject({ ok: true, first: { hits: 1, workshops: [{ value: id, count: 1 }] } });
  });

  test('searches before it is sent', async () => {
    const page = await directory.page(space, null, query('q=qmeyre'), null);
    expect(page).toMatchObject({ ok: true, found: { near: true }, first: { hits: 1, near: true } });
  });
});
