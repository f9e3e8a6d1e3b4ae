/**
 * The rules of a card directory: everybody keeps their own card, facilitators may take a card away, and every viewer
 * receives exactly the fields that were given to their circle (circles.ts).
 *
 * Hidden cards. A viewer who may not see a card gets nothing: no stub, no id, no count. A card that becomes narrower
 * or is removed must disappear where it was seen, and a pure rule cannot know who has seen it. So a card remembers the
 * widest circle it ever had (`reached`, server only): viewers of that circle receive a tombstone, which tells them
 * nothing new, and all others receive nothing. A full snapshot leaves tombstones out (sync/SPEC.md), so newcomers never
 * hear of a card that was public once.
 */
import type { CardRemove, CardSave, Command } from '../commands.ts';
import type { CardRecord, StoredRecord } from '../records.ts';
import {
  removedRef,
  type Actor,
  type Decision,
  type RefusalCode,
  type RoomRules,
  type RoomView
} from '../rules.ts';
import { cardFor, emptyCard, includes, isOwner, wider } from './circles.ts';

const refuse = (code: RefusalCode): Decision => ({ ok: false, code });

/** The living card of a person, if they have one. */
export function cardOfPerson(view: RoomView, personId: string): CardRecord | undefined {
  if (personId === '') return undefined;
  for (const card of view.all('card')) if (card.ownerId === personId && card.removedAt === null) return card;
  return undefined;
}

function save(view: RoomView, actor: Actor, command: CardSave, now: number): Decision {
  if (actor.id === '') return refuse('unauthenticated');
  if (actor.role === 'visitor') return refuse('forbidden');
  const existing = view.get('card', command.cardId);
  // The same answer for every card that is not one's own, seen or hidden.
  if (existing && !isOwner(actor, existing)) return refuse('forbidden');
  const mine = cardOfPerson(view, actor.id);
  if (mine && mine.id !== command.cardId) return refuse('limit');
  const agreed = command.consent?.trim() ?? '';
  if (command.audience !== 'private' && agreed === '') return refuse('invalid');

  const before = existing?.reached ?? existing?.audience ?? 'private';
  return {
    ok: true,
    put: [
      {
        type: 'card',
        id: command.cardId,
        seq: existing?.seq ?? 0,
        removedAt: null,
        ...command.card,
        fields: [...new Set(command.card.fields)],
        ownerId: actor.id,
        audience: command.audience,
        audiences: { ...command.audiences },
        updatedAt: now,
        reached: wider(before, command.audience),
        consent: command.audience === 'private' ? null : { text: agreed, at: now }
      }
    ]
  };
}

/** Removing empties the card: what stays is its id and who must hear that it is gone. */
function remove(view: RoomView, actor: Actor, command: CardRemove, now: number): Decision {
  if (actor.id === '') return refuse('unauthenticated');
  const card = view.get('card', command.cardId);
  const allowed = actor.role === 'facilitator' || (card !== undefined && isOwner(actor, card));
  if (!allowed) return refuse('forbidden');
  // A facilitator learns nothing about a card they cannot see.
  if (card === undefined || cardFor(actor, card) === null) return refuse('not_found');
  const reached = wider(card.reached ?? card.audience, card.audience);
  return {
    ok: true,
    put: [
      {
        ...card,
        ...emptyCard(),
        audience: 'private',
        audiences: {},
        reached,
        consent: null,
        removedAt: now,
        updatedAt: now
      }
    ]
  };
}

export const directoryRules: RoomRules = {
  decide(view: RoomView, actor: Actor, command: Command, now: number): Decision {
    switch (command.type) {
      case 'card.save':
        return save(view, actor, command, now);
      case 'card.remove':
        return remove(view, actor, command, now);
      default:
        return refuse('unknown_command');
    }
  },

  project(_view: RoomView, viewer: Actor, record: StoredRecord) {
    if (record.type !== 'card') return null;
    const seen = cardFor(viewer, record);
    if (seen) return seen;
    const knewIt = isOwner(viewer, record) || includes(record.reached ?? record.audience, viewer.role);
    return knewIt ? removedRef(record) : null;
  },

  audienceKey(_view: RoomView, viewer: Actor): string {
    return viewer.role;
  },

  ownersOf(record: StoredRecord): readonly string[] {
    return record.type === 'card' && record.ownerId !== null ? [record.ownerId] : [];
  },

  namesWriters: () => true
};
