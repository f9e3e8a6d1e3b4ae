import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { directoryRules } from '$lib/domain/cards/rules';
import { boardRules } from '$lib/domain/board/rules';
import { emptyCard } from '$lib/domain/cards/circles';
import { refusalText } from '$lib/i18n/refusal';
import { Rooms } from '$lib/sync/Rooms';
import { systemClock } from '$lib/util/clock';
import type { Person } from '$lib/server/auth/sessions';
import type { MemberRole } from '$lib/server/db/types';
import { createLog } from '$lib/server/log';
import { Metrics } from '$lib/server/metrics';
import { PgRoomStore } from '$lib/server/repositories/roomStore';
import { insertMember, insertSpace } from '$lib/server/repositories/spaces';
import { boardActors, directoryActor, ParticipantIndex } from '$lib/server/services/actors';
import { Cards, type CardForm } from '$lib/server/services/cards';
import { RoomsService } from '$lib/server/services/rooms';
import { testDatabase } from '../../../../tests/support/database';

const { db } = await testDatabase();
const participants = new ParticipantIndex();
const rooms = new Rooms({
  store: new PgRoomStore(db),
  clock: systemClock,
  setups: {
    board: { rules: boardRules, actorFor: boardActors(participants) },
    directory: { rules: directoryRules, actorFor: directoryActor }
  },
  refusalText,
  fanout: () => undefined,
  report: ({ error }) => {
    throw error;
  }
});
afterAll(() => rooms.stop());
const log = createLog('silent');
const metrics = new Metrics({ rooms: () => 0, sockets: () => 0 });
const roomsService = new RoomsService({ db, rooms, clock: systemClock, participants, metrics, log });
const cards = new Cards({ db, rooms: roomsService, clock: systemClock });

const space = {
  id: randomUUID(),
  name: 'Bündnis',
  tagline: '',
  about: '',
  regions: ['Leipzig'],
  fields: ['Kultur'],
  directoryRoom: randomUUID()
};
await insertSpace(db, space);
const board = randomUUID();
await db.insertInto('room').values({ id: board, kind: 'board', space_id: space.id }).execute();
await db
  .insertInto('workshop')
  .values({
    id: randomUUID(),
    space_id: space.id,
    room_id: board,
    title: 'W',
    template: 'auftakt',
    code: '123456'
  })
  .execute();

async function person(standing: MemberRole | 'participant' | null): Promise<Person> {
  const someone = { id: randomUUID(), name: 'Lotte Löwenzahn', organisation: null, email: null };
  await db.insertInto('person').values({ id: someone.id, name: someone.name }).execute();
  if (standing === 'participant') {
    await db
      .insertInto('participant')
      .values({
        id: randomUUID(),
        room_id: board,
        seq: 0,
        person_id: someone.id,
        name: someone.name,
        role: 'participant'
      })
      .execute();
  } else if (standing !== null) {
    await insertMember(db, { spaceId: space.id, personId: someone.id, role: standing });
  }
  return someone;
}

const form = (
  more: Partial<CardForm['card']> = {},
  circles: Partial<Omit<CardForm, 'card'>> = {}
): CardForm => ({
  card: { ...emptyCard(), name: 'Lotte Löwenzahn', region: 'Leipzig', ...more },
  audience: 'public',
  audiences: {},
  consent: 'Ich bin einverstanden.',
  ...circles
});

async function saved(owner: Person, input = form()): Promise<string> {
  const result = await cards.save(space, owner, input);
  if (!result.ok) throw new Error(`not saved: ${result.code}`);
  return result.cardId;
}

describe('save', () => {
  test('keeps content, circles and consent, and there is one card a person', async () => {
    const lotte = await person('participant');
    const id = await saved(lotte, form({ phone: '0341 1' }, { audiences: { phone: 'members' } }));
    expect(await saved(lotte, form({ role: 'Gründerin' }))).toBe(id);
    const rows = await db.selectFrom('card').selectAll().where('owner_id', '=', lotte.id).execute();
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      consents: [
        {
          audience: 'public',
          text: 'Ich bin einverstanden.',
          from: expect.any(Number),
          until: expect.any(Number)
        },
        { audience: 'public', text: 'Ich bin einverstanden.', from: expect.any(Number), until: null }
      ],
      audience: 'public',
      reached: 'public'
    });
    expect(await cards.mine(space, lotte)).toMatchObject({ id, role: 'Gründerin', ownerId: lotte.id });
  });

  test('sent twice at once makes one card', async () => {
    const lotte = await person('participant');
    const results = await Promise.all([cards.save(space, lotte, form()), cards.save(space, lotte, form())]);
    expect(results.map((result) => result.ok)).toEqual([true, true]);
    const rows = await db.selectFrom('card').select('id').where('owner_id', '=', lotte.id).execute();
    expect(rows).toHaveLength(1);
  });

  test('a person who is in no workshop and no member may not', async () => {
    const stranger = await person(null);
    expect(await cards.mayHave(space, stranger)).toBe(false);
    expect(await cards.save(space, stranger, form())).toMatchObject({ ok: false, code: 'forbidden' });
  });

  test.each([
    [{ name: ' \u200b ' }, { name: 'empty' }],
    [{ region: '' }, { region: 'empty' }],
    [
      { region: ' ', web: 'javascript:1' },
      { region: 'empty', web: 'invalid' }
    ],
    [{ web: 'javascript:alert(1)' }, { web: 'invalid' }],
    [{ web: ' JAVASCRIPT:alert(1)' }, { web: 'invalid' }],
    [{ email: 'keine Adresse' }, { email: 'invalid' }],
    [{ about: 'x'.repeat(10_000) }, { about: 'too_long' }],
    [
      { name: 'x'.repeat(81), offer: 'x'.repeat(601) },
      { name: 'too_long', offer: 'too_long' }
    ],
    [{ fields: Array.from({ length: 13 }, (_, n) => `Feld ${n}`) }, { fields: 'too_long' }],
    [{ colour: 'plaid' }, { colour: 'invalid' }],
    [{ name: null }, { name: 'invalid' }]
  ])('bad input %j is named by field and nothing is stored', async (content, errors) => {
    const lotte = await person('participant');
    expect(await cards.save(space, lotte, form(content))).toMatchObject({ ok: false, errors });
    expect(await cards.mine(space, lotte)).toBeNull();
  });

  test.each([null, '', '  '])('without consent (%j) nothing gets wider than private', async (consent) => {
    const lotte = await person('participant');
    expect(await cards.save(space, lotte, form({}, { consent }))).toMatchObject({
      errors: { consent: 'empty' }
    });
    expect((await cards.save(space, lotte, form({}, { consent, audience: 'private' }))).ok).toBe(true);
    expect(await cards.save(space, lotte, form({}, { audience: 'everybody' }))).toMatchObject({
      errors: { audience: 'invalid' }
    });
  });

  test('HTML is text and comes back as it was written', async () => {
    const lotte = await person('participant');
    const html = '<img src=x onerror=alert(1)>';
    const id = await saved(lotte, form({ name: `L ${html}`, offer: html, web: 'example.org' }));
    expect(await cards.get(space, null, id)).toMatchObject({ name: `L ${html}`, offer: html });
    expect((await cards.mine(space, lotte))?.web).toBe('https://example.org');
  });
});

describe('reading', () => {
  test('list, get and live picture give each viewer the same: their circle and nothing else', async () => {
    const owner = await person('participant');
    const id = await saved(
      owner,
      form(
        { email: 'lotte@example.org', phone: '0341 1', web: 'https://example.org' },
        { audience: 'members', audiences: { email: 'participants', phone: 'members', web: 'private' } }
      )
    );
    const viewers = {
      visitor: null,
      stranger: await person(null),
      member: await person('member'),
      participant: await person('participant'),
      facilitator: await person('facilitator'),
      owner
    };
    const expected = {
      visitor: null,
      stranger: null,
      member: { email: '', phone: '0341 1', web: '', ownerId: null },
      participant: { email: 'lotte@example.org', phone: '0341 1', web: '', ownerId: null },
      facilitator: { email: 'lotte@example.org', phone: '0341 1', web: '', ownerId: null },
      owner: { email: 'lotte@example.org', phone: '0341 1', web: 'https://example.org', ownerId: owner.id }
    };
    for (const name of Object.keys(viewers) as (keyof typeof viewers)[]) {
      const viewer = viewers[name];
      const opened = await roomsService.open(space.directoryRoom, viewer);
      if (!opened.ok) throw new Error(opened.code);
      const got = await cards.get(space, viewer, id);
      const listed = (await cards.list(space, viewer)).find((card) => card.id === id) ?? null;
      const live = opened.records.find((record) => record.id === id) ?? null;
      expect([name, listed], 'list and get agree').toEqual([name, got]);
      expect([name, live], 'live and get agree').toEqual([name, got]);
      if (expected[name] === null) expect([name, got]).toEqual([name, null]);
      else expect({ name, ...got }).toMatchObject(expected[name]);
      if (name !== 'owner') expect(JSON.stringify(opened)).not.toContain(owner.id);
      if (expected[name] === null) expect(JSON.stringify(opened)).not.toContain(id);
    }
  });

  test('a hidden card leaves no trace in the snapshot, also after it was public', async () => {
    const owner = await person('participant');
    const id = await saved(owner);
    expect((await cards.list(space, null)).some((card) => card.id === id)).toBe(true);
    await saved(owner, form({}, { audience: 'private', consent: null }));
    const opened = await roomsService.open(space.directoryRoom, null);
    expect(JSON.stringify(opened)).not.toContain(id);
    expect(await cards.get(space, null, id)).toBeNull();
  });

  test('somebody who was away hears that a card is gone only if they may have seen it', async () => {
    const owner = await person('participant');
    const id = await saved(owner, form({}, { audience: 'members' }));
    const before = await roomsService.open(space.directoryRoom, null);
    if (!before.ok) throw new Error(before.code);
    await cards.remove(space, owner);
    const member = await roomsService.open(space.directoryRoom, await person('member'), before.seq);
    const visitor = await roomsService.open(space.directoryRoom, null, before.seq);
    expect(member).toMatchObject({ full: false, removed: [{ type: 'card', id }] });
    expect(JSON.stringify(visitor)).not.toContain(id);
  });

  test.each(['', 'x', "1' or '1'='1", randomUUID(), '../../etc'])(
    'an unknown id %j is not there',
    async (id) => {
      expect(await cards.get(space, null, id)).toBeNull();
    }
  );
});

describe('remove', () => {
  test('empties the row and frees the place for a new card', async () => {
    const lotte = await person('participant');
    const id = await saved(lotte, form({ email: 'weg@example.org' }));
    expect(await cards.remove(space, lotte)).toEqual({ ok: true });
    expect(await cards.remove(space, lotte)).toEqual({ ok: true });
    const row = await db.selectFrom('card').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    expect(JSON.stringify(row)).not.toContain('weg@example.org');
    expect(row).toMatchObject({ consents: [], link_id: null });
    expect(await saved(lotte)).not.toBe(id);
  });

  test("nobody writes on another's card over the wire, whatever id they send", async () => {
    const lotte = await person('participant');
    const id = await saved(lotte);
    for (const standing of ['participant', 'member', 'facilitator'] as const) {
      const answer = await roomsService.command(space.directoryRoom, await person(standing), {
        id: randomUUID(),
        type: 'card.save',
        cardId: id,
        card: { ...emptyCard(), name: 'Fremd' },
        audience: 'public',
        audiences: {},
        consent: 'ja'
      });
      expect(answer).toMatchObject({ ok: false, code: 'forbidden' });
    }
    expect(await cards.mine(space, lotte)).toMatchObject({ name: 'Lotte Löwenzahn' });
  });

  test('a facilitator takes a card away, others do not', async () => {
    const lotte = await person('participant');
    const id = await saved(lotte);
    const command = { type: 'card.remove', cardId: id };
    const tried = await roomsService.command(space.directoryRoom, await person('member'), {
      id: randomUUID(),
      ...command
    });
    expect(tried).toMatchObject({ ok: false, code: 'forbidden' });
    const done = await roomsService.command(space.directoryRoom, await person('facilitator'), {
      id: randomUUID(),
      ...command
    });
    expect(done.ok).toBe(true);
    expect(await cards.mine(space, lotte)).toBeNull();
  });
});
