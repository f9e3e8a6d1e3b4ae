import { describe, expect, test } from 'vitest';
import type { CardRemove, CardSave, DirectoryCommand, SystemCommand } from '../commands.ts';
import type { CardRecord, RecordType, StoredOf, StoredRecord } from '../records.ts';
import type { Actor, Decision, RoomView } from '../rules.ts';
import { emptyCard } from './circles.ts';
import { directoryRules } from './rules.ts';

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const actor = (role: Actor['role'], n: number): Actor => ({
  id: n === 0 ? '' : id(n),
  role,
  name: '',
  organisation: null,
  groupId: null
});
const LOTTE = actor('participant', 1);
const OTTO = actor('member', 2);
const MINA = actor('facilitator', 3);
const SERVER = actor('facilitator', 0);

/** A room of cards that decisions are put into. */
class Room implements RoomView {
  cards = new Map<string, CardRecord>();
  get<T extends RecordType>(type: T, key: string): StoredOf<T> | undefined {
    return [...this.all(type)].find((record) => record.id === key);
  }
  all<T extends RecordType>(type: T): StoredOf<T>[] {
    const records: StoredRecord[] = [...this.cards.values()];
    return records.filter((record): record is StoredOf<T> => record.type === type);
  }
  do(who: Actor, command: DirectoryCommand | SystemCommand, now = 1000): Decision {
    const decision = directoryRules.decide(this, who, command, now);
    if (decision.ok)
      for (const record of decision.put) if (record.type === 'card') this.cards.set(record.id, record);
    return decision;
  }
}
const save = (card: number, more: Partial<CardSave> = {}): CardSave => ({
  id: id(900),
  type: 'card.save',
  cardId: id(card),
  card: { ...emptyCard(), name: 'Lotte' },
  audience: 'members',
  audiences: {},
  consent: 'Ich bin einverstanden.',
  ...more
});
const remove = (card: number): CardRemove => ({ id: id(901), type: 'card.remove', cardId: id(card) });
const refused = (code: string) => ({ ok: false, code });

describe('card.save', () => {
  test('keeps the card with its owner, its circles and the consent with its time', () => {
    const room = new Room();
    expect(room.do(LOTTE, save(10, { audiences: { email: 'participants' } })).ok).toBe(true);
    expect(room.cards.get(id(10))).toMatchObject({
      ownerId: LOTTE.id,
      audience: 'members',
      audiences: { email: 'participants' },
      own: {
        consents: [{ audience: 'members', text: 'Ich bin einverstanden.', from: 1000, until: null }],
        confirmedAt: 1000
      },
      reached: 'members',
      updatedAt: 1000
    });
  });
  test('visitors may not', () => {
    expect(new Room().do(actor('visitor', 0), save(10))).toEqual(refused('unauthenticated'));
    expect(new Room().do(actor('visitor', 5), save(10))).toEqual(refused('forbidden'));
  });
  test("nobody edits another's card, facilitators neither, and a hidden one answers the same", () => {
    const room = new Room();
    room.do(LOTTE, save(10, { audience: 'private', consent: null }));
    for (const who of [OTTO, MINA, actor('visitor', 5)])
      expect(room.do(who, save(10))).toEqual(refused('forbidden'));
    expect(room.cards.get(id(10))?.ownerId).toBe(LOTTE.id);
  });
  test('one card a person', () => {
    const room = new Room();
    room.do(LOTTE, save(10));
    expect(room.do(LOTTE, save(11))).toEqual(refused('limit'));
    expect(room.do(LOTTE, save(10)).ok).toBe(true);
    room.do(LOTTE, remove(10));
    expect(room.do(LOTTE, save(11)).ok).toBe(true);
  });
  test.each(['participants', 'members', 'public'] as const)(
    '%s needs a consent text, private none',
    (audience) => {
      for (const consent of [null, '', '  \n ']) {
        expect(new Room().do(LOTTE, save(10, { audience, consent }))).toEqual(refused('invalid'));
      }
      const room = new Room();
      expect(room.do(LOTTE, save(10, { audience: 'private', consent: null })).ok).toBe(true);
      expect(room.cards.get(id(10))?.own?.consents).toEqual([]);
    }
  );
  test('remembers the widest circle when it becomes narrower', () => {
    const room = new Room();
    room.do(LOTTE, save(10, { audience: 'public' }));
    room.do(LOTTE, save(10, { audience: 'private', consent: null }));
    expect(room.cards.get(id(10))).toMatchObject({ audience: 'private', reached: 'public' });
  });
  test('a field named twice is kept once', () => {
    const room = new Room();
    room.do(
      LOTTE,
      save(10, { card: { ...emptyCard(), name: 'L', fields: ['Kultur', 'Kultur', 'Bildung'] } })
    );
    expect(room.cards.get(id(10))?.fields).toEqual(['Kultur', 'Bildung']);
  });
});

describe('consent', () => {
  const words = (text: string, more: Partial<CardSave> = {}) =>
    save(10, {
      card: { ...emptyCard(), name: 'Lotte', offer: 'Saal', phone: '0341 1' },
      consent: text,
      ...more
    });
  const without = (more: Partial<CardSave>) => words('', { consent: null, ...more });

  test('is not asked for again where nothing reaches more people', () => {
    const room = new Room();
    room.do(LOTTE, words('für alle', { audience: 'public' }));
    const reworded = { ...emptyCard(), name: 'Lotte L.', offer: 'Großer Saal' };
    expect(room.do(LOTTE, without({ audience: 'public', card: reworded })).ok).toBe(true);
    expect(room.do(LOTTE, without({ audience: 'members' })).ok).toBe(true);
    expect(room.cards.get(id(10))?.own?.consents).toEqual([
      { audience: 'public', text: 'für alle', from: 1000, until: null }
    ]);
  });
  test.each<[string, Partial<CardSave>]>([
    ['the whole card', { audience: 'public' }],
    ['one field', { audiences: { phone: 'participants' } }],
    ['a field that was empty', { card: { ...emptyCard(), name: 'Lotte', offer: 'Saal', need: 'Dach' } }]
  ])('%s for more people takes one', (_what, more) => {
    const room = new Room();
    room.do(LOTTE, words('fürs Bündnis'));
    expect(room.do(LOTTE, without(more))).toEqual(refused('invalid'));
    expect(room.do(LOTTE, words('mehr', more), 2000).ok).toBe(true);
    expect(room.cards.get(id(10))?.own?.consents).toMatchObject([
      { text: 'fürs Bündnis', from: 1000, until: 2000 },
      { text: 'mehr', from: 2000, until: null }
    ]);
  });
  test('ends when the card is made private', () => {
    const room = new Room();
    room.do(LOTTE, words('ja'));
    room.do(LOTTE, without({ audience: 'private' }), 2000);
    expect(room.cards.get(id(10))?.own?.consents).toMatchObject([{ until: 2000 }]);
    expect(room.do(LOTTE, without({ audience: 'members' }))).toEqual(refused('invalid'));
  });
});

describe('a card that nobody says is right', () => {
  const expired = () => {
    const room = new Room();
    room.do(LOTTE, save(10, { audience: 'public' }));
    room.do(SERVER, { id: id(902), type: 'card.expire', cardId: id(10) }, 2000);
    return room;
  };
  const confirm = (consent: string | null) =>
    ({ id: id(903), type: 'card.confirm', cardId: id(10), consent }) as const;

  test('goes out of sight as it is, and its consent ends', () => {
    const room = expired();
    expect(room.cards.get(id(10))).toMatchObject({
      name: 'Lotte',
      audience: 'private',
      reached: 'public',
      own: { expiredFrom: 'public', consents: [{ until: 2000 }] }
    });
    expect(room.do(SERVER, { id: id(904), type: 'card.expire', cardId: id(10) })).toEqual(
      refused('not_found')
    );
  });
  test('comes back to the circle it had with a new consent', () => {
    const room = expired();
    expect(room.do(LOTTE, confirm(null))).toEqual(refused('invalid'));
    expect(room.do(LOTTE, confirm('wieder'), 3000).ok).toBe(true);
    expect(room.cards.get(id(10))).toMatchObject({
      audience: 'public',
      own: {
        expiredFrom: null,
        confirmedAt: 3000,
        consents: [{ until: 2000 }, { text: 'wieder', until: null }]
      }
    });
  });
  test('only its owner says so, and before it ran out without another consent', () => {
    const room = new Room();
    room.do(LOTTE, save(10));
    for (const who of [OTTO, MINA]) expect(room.do(who, confirm('x'))).toEqual(refused('forbidden'));
    expect(room.do(LOTTE, confirm(null), 5000).ok).toBe(true);
    expect(room.cards.get(id(10))).toMatchObject({ updatedAt: 1000, own: { confirmedAt: 5000 } });
  });
});

test('only the owner makes the address behind the QR code, and gives it up', () => {
  const room = new Room();
  const link = (linkId: string | null) =>
    ({ id: id(905), type: 'card.link', cardId: id(10), linkId }) as const;
  room.do(LOTTE, save(10));
  expect(room.do(MINA, link(id(70)))).toEqual(refused('forbidden'));
  expect(room.do(LOTTE, link(id(70))).ok).toBe(true);
  room.do(LOTTE, save(10));
  expect(room.cards.get(id(10))?.own?.linkId).toBe(id(70));
  room.do(LOTTE, link(null));
  expect(room.cards.get(id(10))?.own?.linkId).toBeNull();
});

test('a card goes to another person who has none', () => {
  const room = new Room();
  const claim = (who: Actor) =>
    ({ id: id(906), type: 'card.claim', cardId: id(10), personId: who.id }) as const;
  room.do(LOTTE, save(10));
  room.do(OTTO, save(11));
  expect(room.do(SERVER, claim(OTTO))).toEqual(refused('limit'));
  room.do(OTTO, remove(11));
  expect(room.do(SERVER, claim(OTTO)).ok).toBe(true);
  expect(room.cards.get(id(10))).toMatchObject({ ownerId: OTTO.id, name: 'Lotte' });
});

test('what a circle may not read does not move the card among the newest for it', () => {
  const room = new Room();
  const content = { ...emptyCard(), name: 'Lotte', phone: '1' };
  const circles = { audience: 'public', audiences: { phone: 'participants' } } as const;
  room.do(LOTTE, save(10, { ...circles, card: content }), 1000);
  room.do(LOTTE, save(10, { ...circles, card: { ...content, phone: '2' } }), 2000);
  const seenBy = (who: Actor) => {
    const stored = room.cards.get(id(10));
    const seen = stored && directoryRules.project(room, who, stored);
    return seen && 'updatedAt' in seen ? seen.updatedAt : null;
  };
  expect(seenBy(actor('visitor', 0))).toBe(1000);
  expect(seenBy(OTTO)).toBe(1000);
  expect(seenBy(MINA)).toBe(2000);
  expect(seenBy(LOTTE)).toBe(2000);
});

describe('card.hide', () => {
  const hide = (reason: string | null) =>
    ({ id: id(907), type: 'card.hide', cardId: id(10), reason }) as const;
  const seenBy = (room: Room, who: Actor) => {
    const stored = room.cards.get(id(10));
    return stored === undefined ? null : directoryRules.project(room, who, stored);
  };

  test('is the moderation’s, leaves the card with its owner and a tombstone with those who saw it', () => {
    const room = new Room();
    room.do(LOTTE, save(10));
    for (const who of [LOTTE, OTTO]) expect(room.do(who, hide('weil'))).toEqual(refused('forbidden'));
    expect(room.do(MINA, hide('Fremde Nummer'), 2000).ok).toBe(true);
    expect(seenBy(room, LOTTE)).toMatchObject({
      name: 'Lotte',
      own: { hidden: { at: 2000, reason: 'Fremde Nummer' } }
    });
    for (const who of [OTTO, MINA])
      expect(seenBy(room, who)).toMatchObject({ type: 'card', id: id(10), removed: true });
    expect(seenBy(room, actor('visitor', 0))).toBeNull();
  });
  test('saving does not show it again, the moderation does; twice is once', () => {
    const room = new Room();
    room.do(LOTTE, save(10));
    room.do(MINA, hide('weil'), 2000);
    expect(room.do(MINA, hide('anders'), 3000)).toEqual({ ok: true, put: [] });
    room.do(LOTTE, save(10), 4000);
    expect(room.cards.get(id(10))?.own?.hidden).toEqual({ at: 2000, reason: 'weil' });
    expect(room.do(MINA, hide(null), 5000).ok).toBe(true);
    expect(seenBy(room, OTTO)).toMatchObject({ name: 'Lotte', own: null });
  });
  test('of a card that the moderation may not see answers as of none', () => {
    const room = new Room();
    room.do(LOTTE, save(10, { audience: 'private', consent: null }));
    expect(room.do(MINA, hide('weil'))).toEqual(refused('not_found'));
    expect(room.do(MINA, { ...hide('weil'), cardId: id(99) })).toEqual(refused('not_found'));
  });
});

describe('card.remove', () => {
  test('the owner removes, and nothing of the content stays', () => {
    const room = new Room();
    room.do(
      LOTTE,
      save(10, { card: { ...emptyCard(), name: 'Lotte Löwenzahn', email: 'lotte@example.org' } })
    );
    expect(room.do(LOTTE, remove(10)).ok).toBe(true);
    const left = room.cards.get(id(10));
    expect(left).toMatchObject({ removedAt: 1000, name: '', email: '', own: null, reached: 'members' });
    expect(JSON.stringify(left)).not.toContain('Lotte');
    expect(room.do(LOTTE, remove(10))).toEqual(refused('not_found'));
  });
  test('a facilitator removes what they see; a private card is not there for them', () => {
    const room = new Room();
    room.do(LOTTE, save(10));
    expect(room.do(MINA, remove(10)).ok).toBe(true);
    room.do(LOTTE, save(11, { audience: 'private', consent: null }));
    expect(room.do(MINA, remove(11))).toEqual(refused('not_found'));
    expect(room.do(MINA, remove(12))).toEqual(refused('not_found'));
  });
  test('others may not, whether the card exists or not', () => {
    const room = new Room();
    room.do(LOTTE, save(10));
    for (const card of [10, 99]) {
      expect(room.do(OTTO, remove(card))).toEqual(refused('forbidden'));
      expect(room.do(actor('visitor', 0), remove(card))).toEqual(refused('unauthenticated'));
    }
  });
});

test('a command of a board is unknown here', () => {
  expect(directoryRules.decide(new Room(), MINA, { id: id(1), type: 'timer.stop' }, 0)).toEqual(
    refused('unknown_command')
  );
});
