import { describe, expect, test } from 'vitest';
import {
  AUDIENCES,
  CARD_FIELDS,
  type Audience,
  type CardContent,
  type CardField,
  type CardRecord
} from '../records.ts';
import { isRemoved, type Actor, type RoomView } from '../rules.ts';
import { circleOf, cardFor, emptyCard } from './circles.ts';
import { directoryRules } from './rules.ts';

const OWNER = 'aaaaaaaa-0000-4000-8000-000000000001';
const LINK = 'ffffffff-0000-4000-8000-000000000001';
const CONTENT = {
  name: 'Frieda Feldweg',
  photo: 'cccccccc-0000-4000-8000-000000000001',
  organisation: 'Kulturscheune',
  role: 'Vorstand',
  region: 'Landkreis Leipzig',
  fields: ['Kultur'],
  offer: 'Saal',
  need: 'Partner',
  about: 'Ein paar Zeilen',
  languages: ['de', 'hsb'],
  email: 'frieda@example.org',
  phone: '0341 1',
  web: 'https://example.org',
  profiles: ['https://social.example.org/@frieda'],
  workingGroups: ['dddddddd-0000-4000-8000-000000000001'],
  workshops: ['eeeeeeee-0000-4000-8000-000000000001'],
  colour: 'yellow'
} satisfies CardContent;

function card(audience: Audience, audiences: CardRecord['audiences'] = {}): CardRecord {
  return {
    type: 'card',
    id: 'bbbbbbbb-0000-4000-8000-000000000001',
    seq: 7,
    removedAt: null,
    ...CONTENT,
    ownerId: OWNER,
    audience,
    audiences,
    updatedAt: 1,
    reached: audience,
    own: {
      consents: [{ audience: 'public', text: 'ja', from: 1, until: null }],
      confirmedAt: 1,
      expiredFrom: null,
      hidden: null,
      linkId: LINK
    }
  };
}

const actor = (role: Actor['role'], id: string): Actor => ({
  id,
  role,
  name: '',
  organisation: null,
  groupId: null
});
const VIEWERS = {
  visitor: actor('visitor', ''),
  member: actor('member', 'aaaaaaaa-0000-4000-8000-000000000002'),
  participant: actor('participant', 'aaaaaaaa-0000-4000-8000-000000000003'),
  facilitator: actor('facilitator', 'aaaaaaaa-0000-4000-8000-000000000004'),
  owner: actor('participant', OWNER)
};
type Viewer = keyof typeof VIEWERS;

/** Written out by hand, not computed: who reads what was given to which circle. */
const READS: Record<Viewer, Record<Audience, boolean>> = {
  visitor: { private: false, participants: false, members: false, public: true },
  member: { private: false, participants: false, members: true, public: true },
  participant: { private: false, participants: true, members: true, public: true },
  facilitator: { private: false, participants: true, members: true, public: true },
  owner: { private: true, participants: true, members: true, public: true }
};
const NARROWER: Record<Audience, Audience[]> = {
  private: ['private'],
  participants: ['private', 'participants'],
  members: ['private', 'participants', 'members'],
  public: ['private', 'participants', 'members', 'public']
};
const EMPTY = emptyCard();
const view: RoomView = { get: () => undefined, all: () => [] };

describe('each field x each circle x each viewer', () => {
  const cases = (Object.keys(VIEWERS) as Viewer[]).flatMap((viewer) =>
    AUDIENCES.flatMap((whole) => AUDIENCES.map((chosen) => [viewer, whole, chosen] as const))
  );
  test.each(cases)('%s, card for %s, field for %s', (viewer, whole, chosen) => {
    const stored = (field: CardField) => card(whole, { [field]: chosen });
    const inEffect: Audience = NARROWER[whole].includes(chosen) ? chosen : whole;
    for (const field of CARD_FIELDS) {
      expect(circleOf(stored(field), field)).toBe(inEffect);
      const seen = cardFor(VIEWERS[viewer], stored(field));
      if (!READS[viewer][whole]) {
        expect(seen).toBeNull();
        continue;
      }
      expect(seen?.name).toBe(CONTENT.name);
      expect(seen?.[field]).toEqual(READS[viewer][inEffect] ? CONTENT[field] : EMPTY[field]);
    }
  });
});

test('photo, contact, AGs and workshops are private and all others as wide as the card until chosen', () => {
  const kept = ['photo', 'email', 'phone', 'web', 'profiles', 'workingGroups', 'workshops'];
  for (const field of CARD_FIELDS) {
    expect(circleOf(card('public'), field)).toBe(kept.includes(field) ? 'private' : 'public');
  }
});

test('who owns a card, its circles, consents and link only its owner learns; its reach nobody', () => {
  const stored = { ...card('public', { email: 'members' }), updatedFor: { public: 1 } };
  for (const viewer of ['visitor', 'member', 'participant', 'facilitator'] as const) {
    const seen = cardFor(VIEWERS[viewer], stored);
    expect(seen).toMatchObject({ ownerId: null, audiences: {}, own: null });
    expect(seen).not.toHaveProperty('reached');
    expect(seen).not.toHaveProperty('updatedFor');
    expect(JSON.stringify(seen)).not.toMatch(new RegExp(`${OWNER}|${LINK}`));
  }
  const own = cardFor(VIEWERS.owner, stored);
  expect(own).toMatchObject({ ownerId: OWNER, audiences: { email: 'members' }, own: { linkId: LINK } });
  expect(own).not.toHaveProperty('reached');
  expect(own).not.toHaveProperty('updatedFor');
});

test('an unknown field of a stored card never gets out', () => {
  const stored = { ...card('public'), secret: 'x' };
  expect(cardFor(VIEWERS.visitor, stored)).not.toHaveProperty('secret');
});

describe('project', () => {
  test.each(AUDIENCES)('a card for %s gives hidden viewers nothing at all, no tombstone either', (whole) => {
    for (const [name, viewer] of Object.entries(VIEWERS) as [Viewer, Actor][]) {
      const projected = directoryRules.project(view, viewer, card(whole));
      if (READS[name][whole]) expect(projected).toMatchObject({ type: 'card', name: CONTENT.name });
      else expect(projected).toBeNull();
    }
  });

  test.each(AUDIENCES)(
    'narrowed to private from %s: a tombstone for those who may have seen it, only for them',
    (was) => {
      const narrowed = { ...card('private'), reached: was };
      for (const [name, viewer] of Object.entries(VIEWERS) as [Viewer, Actor][]) {
        const projected = directoryRules.project(view, viewer, narrowed);
        if (name === 'owner') expect(projected).toMatchObject({ name: CONTENT.name });
        else if (READS[name][was])
          expect(projected).toEqual({ type: 'card', id: narrowed.id, seq: 7, removed: true });
        else expect(projected).toBeNull();
      }
    }
  );

  test.each(AUDIENCES)('removed after %s: the owner and those who may have seen it hear of it', (was) => {
    const removed = { ...card('private'), removedAt: 5, reached: was };
    for (const [name, viewer] of Object.entries(VIEWERS) as [Viewer, Actor][]) {
      const projected = directoryRules.project(view, viewer, removed);
      const hears = name === 'owner' || READS[name][was];
      expect(projected !== null && isRemoved(projected)).toBe(hears);
      if (!hears) expect(projected).toBeNull();
    }
  });

  test('viewers of one audience key receive the same, but for the owner', () => {
    const stored = card('members', { phone: 'participants' });
    expect(directoryRules.ownersOf(stored, view)).toEqual([OWNER]);
    const other = actor('participant', 'aaaaaaaa-0000-4000-8000-000000000009');
    expect(directoryRules.audienceKey(view, other)).toBe(
      directoryRules.audienceKey(view, VIEWERS.participant)
    );
    expect(directoryRules.project(view, other, stored)).toEqual(
      directoryRules.project(view, VIEWERS.participant, stored)
    );
  });
});
