import { describe, expect, test } from 'vitest';
import type { CardRemove, CardSave } from '../commands.ts';
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
  do(who: Actor, command: CardSave | CardRemove): Decision {
    const decision = directoryRules.decide(this, who, command, 1000);
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
      consent: { text: 'Ich bin einverstanden.', at: 1000 },
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
      expect(room.cards.get(id(10))?.consent).toBeNull();
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

describe('card.remove', () => {
  test('the owner removes, and nothing of the content stays', () => {
    const room = new Room();
    room.do(
      LOTTE,
      save(10, { card: { ...emptyCard(), name: 'Lotte Löwenzahn', email: 'lotte@example.org' } })
    );
    expect(room.do(LOTTE, remove(10)).ok).toBe(true);
    const left = room.cards.get(id(10));
    expect(left).toMatchObject({ removedAt: 1000, name: '', email: '', consent: null, reached: 'members' });
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
