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
import type {
  CardClaim,
  CardConfirm,
  CardExpire,
  CardHide,
  CardLink,
  CardRemove,
  CardSave,
  Command
} from '../commands.ts';
import type { CardOwn, CardRecord, StoredRecord } from '../records.ts';
import {
  removedRef,
  type Actor,
  type Decision,
  type RefusalCode,
  type RoomRules,
  type RoomView
} from '../rules.ts';
import { cardFor, cardForRole, emptyCard, includes, isOwner, updatedFor, wider } from './circles.ts';
import { takesConsent, withConsent } from './consent.ts';

const refuse = (code: RefusalCode): Decision => ({ ok: false, code });

/** The living card of a person, if they have one. */
export function cardOfPerson(view: RoomView, personId: string): CardRecord | undefined {
  if (personId === '') return undefined;
  for (const card of view.all('card')) if (card.ownerId === personId && card.removedAt === null) return card;
  return undefined;
}

/** The card if it is the actor's own; the same answer for every other one, seen, hidden or not there. */
function ownCard(view: RoomView, actor: Actor, cardId: string): CardRecord | RefusalCode {
  if (actor.id === '') return 'unauthenticated';
  const card = view.get('card', cardId);
  return card !== undefined && card.removedAt === null && isOwner(actor, card) ? card : 'forbidden';
}

/** The card changed, with what each circle learns of it. */
function put(before: CardRecord, changed: Partial<CardRecord>, now: number): Decision {
  const after = { ...before, ...changed };
  const news = updatedFor(before, { ...after, updatedAt: now });
  return { ok: true, put: [{ ...after, updatedFor: news }] };
}

function save(view: RoomView, actor: Actor, command: CardSave, now: number): Decision {
  if (actor.id === '') return refuse('unauthenticated');
  if (actor.role === 'visitor') return refuse('forbidden');
  const existing = view.get('card', command.cardId);
  // The same answer for every card that is not one's own, seen or hidden.
  if (existing && !isOwner(actor, existing)) return refuse('forbidden');
  const mine = cardOfPerson(view, actor.id);
  if (mine && mine.id !== command.cardId) return refuse('limit');

  const { card, audience, audiences } = command;
  const agreed = command.consent?.trim() ?? '';
  const before = existing?.removedAt === null ? existing : null;
  const asked = takesConsent(before, { ...card, audience, audiences });
  if (asked && agreed === '') return refuse('invalid');
  let consents = before?.own?.consents ?? [];
  if (audience === 'private') consents = withConsent(consents, null, now);
  else if (agreed !== '') consents = withConsent(consents, { audience, text: agreed }, now);
  const after: CardRecord = {
    type: 'card',
    id: command.cardId,
    seq: existing?.seq ?? 0,
    removedAt: null,
    ...card,
    fields: unique(card.fields),
    languages: unique(card.languages),
    profiles: unique(card.profiles.filter((address) => address !== '')),
    workingGroups: unique(card.workingGroups),
    workshops: unique(card.workshops),
    ownerId: actor.id,
    audience,
    audiences: { ...audiences },
    updatedAt: now,
    reached: wider(existing?.reached ?? existing?.audience ?? 'private', audience),
    own: {
      consents,
      confirmedAt: now,
      expiredFrom: null,
      linkId: before?.own?.linkId ?? null,
      // What the moderation has hidden stays so until the moderation shows it again.
      hidden: before?.own?.hidden ?? null
    }
  };
  return { ok: true, put: [{ ...after, updatedFor: updatedFor(before, after) }] };
}

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

function confirm(view: RoomView, actor: Actor, command: CardConfirm, now: number): Decision {
  const card = ownCard(view, actor, command.cardId);
  if (typeof card === 'string') return refuse(card);
  const own = { ...ownOf(card), confirmedAt: now, expiredFrom: null };
  const audience = card.own?.expiredFrom ?? 'private';
  if (audience === 'private') return { ok: true, put: [{ ...card, own }] };
  const text = command.consent?.trim() ?? '';
  if (text === '') return refuse('invalid');
  const consents = withConsent(own.consents, { audience, text }, now);
  return put(card, { audience, own: { ...own, consents } }, now);
}

/** Out of everybody's sight, as it is: its owner may bring it back. */
function expire(view: RoomView, command: CardExpire, now: number): Decision {
  const card = view.get('card', command.cardId);
  if (!card || card.removedAt !== null || card.audience === 'private') return refuse('not_found');
  const own = ownOf(card);
  const consents = withConsent(own.consents, null, now);
  const reached = wider(card.reached ?? card.audience, card.audience);
  return put(
    card,
    { audience: 'private', reached, own: { ...own, consents, expiredFrom: card.audience } },
    now
  );
}

function setLink(view: RoomView, actor: Actor, command: CardLink): Decision {
  const card = ownCard(view, actor, command.cardId);
  if (typeof card === 'string') return refuse(card);
  return { ok: true, put: [{ ...card, own: { ...ownOf(card), linkId: command.linkId } }] };
}

function claim(view: RoomView, command: CardClaim): Decision {
  const card = view.get('card', command.cardId);
  if (!card || card.removedAt !== null) return refuse('not_found');
  if (cardOfPerson(view, command.personId)) return refuse('limit');
  return { ok: true, put: [{ ...card, ownerId: command.personId }] };
}

const ownOf = (card: CardRecord): CardOwn =>
  card.own ?? { consents: [], confirmedAt: card.updatedAt, expiredFrom: null, linkId: null, hidden: null };

/** Out of everybody's sight but its owner's, as it is, or back again (`reason` null). */
function hide(view: RoomView, actor: Actor, command: CardHide, now: number): Decision {
  if (actor.id === '') return refuse('unauthenticated');
  if (actor.role !== 'facilitator') return refuse('forbidden');
  const card = view.get('card', command.cardId);
  // A facilitator learns nothing about a card that they could not see if it were shown.
  if (!card || cardForRole(actor.role, { ...card, own: { ...ownOf(card), hidden: null } }) === null) {
    return refuse('not_found');
  }
  const { reason } = command;
  if ((reason === null) === (ownOf(card).hidden === null)) return { ok: true, put: [] };
  const hidden = reason === null ? null : { at: now, reason };
  return put(card, { own: { ...ownOf(card), hidden } }, now);
}

/** Removing empties the card: what stays is its id and who must hear that it is gone. */
function remove(view: RoomView, actor: Actor, command: CardRemove, now: number): Decision {
  // Only the server itself is a facilitator and nobody: it takes away what was forgotten, seen or hidden.
  const isServer = actor.id === '' && actor.role === 'facilitator';
  if (actor.id === '' && !isServer) return refuse('unauthenticated');
  const card = view.get('card', command.cardId);
  const allowed = actor.role === 'facilitator' || (card !== undefined && isOwner(actor, card));
  if (!allowed) return refuse('forbidden');
  if (card === undefined || card.removedAt !== null) return refuse('not_found');
  // A facilitator learns nothing about a card they cannot see.
  if (!isServer && cardFor(actor, card) === null) return refuse('not_found');
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
        own: null,
        updatedFor: {},
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
      case 'card.confirm':
        return confirm(view, actor, command, now);
      case 'card.link':
        return setLink(view, actor, command);
      case 'card.hide':
        return hide(view, actor, command, now);
      case 'card.remove':
        return remove(view, actor, command, now);
      case 'card.expire':
        return expire(view, command, now);
      case 'card.claim':
        return claim(view, command);
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
