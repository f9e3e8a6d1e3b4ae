/**
 * Who sees what of a card. Circles lie inside each other: private < participants < members < public, and each viewer
 * belongs to one narrowest circle, which gives the rule in one line: a viewer reads what was given to their own circle
 * or to a wider one.
 *
 *   viewer's role   reads
 *   visitor         public
 *   member          public, members
 *   participant     public, members, participants   (somebody who is or was in a workshop of the space)
 *   facilitator     public, members, participants   (moderates those workshops)
 *   the owner       everything
 *
 * A member who also takes part in a workshop acts in the directory as `participant`: the narrower circle they are in.
 */
import type { Actor } from '../rules.ts';
import {
  AUDIENCES,
  CARD_FIELDS,
  type Audience,
  type CardContent,
  type CardField,
  type CardRecord
} from '../records.ts';

/** The narrowest circle a role belongs to. */
export const CIRCLE_OF_ROLE = {
  visitor: 'public',
  // Signing up for an AG on a public page opens no directory.
  interested: 'public',
  // A board's public link neither.
  reader: 'public',
  member: 'members',
  participant: 'participants',
  facilitator: 'participants'
} as const satisfies Record<Actor['role'], Audience>;

/** Fields by which a person can be reached directly. */
export const CONTACT_FIELDS = ['email', 'phone', 'web'] as const satisfies readonly CardField[];
export type ContactField = (typeof CONTACT_FIELDS)[number];

/** Their owner's alone until they say otherwise, however wide the card is. All others go with the card. */
export const KEPT_FIELDS: readonly CardField[] = [
  'photo',
  ...CONTACT_FIELDS,
  'profiles',
  'workingGroups',
  'workshops'
];

const width = (audience: Audience): number => AUDIENCES.indexOf(audience);

/** Whether `a` reaches more people than `b`. */
export function isWider(a: Audience, b: Audience): boolean {
  return width(a) > width(b);
}

/** The wider of two circles. */
export function wider(a: Audience, b: Audience): Audience {
  return width(a) >= width(b) ? a : b;
}

/** The narrower of two circles. */
export function narrower(a: Audience, b: Audience): Audience {
  return width(a) <= width(b) ? a : b;
}

/** Whether somebody of this role, who is not the owner, belongs to the circle. */
export function includes(audience: Audience, role: Actor['role']): boolean {
  return width(audience) >= width(CIRCLE_OF_ROLE[role]);
}

/** Whether the card is the viewer's own; a visitor (id '') owns nothing. */
export function isOwner(viewer: Actor, card: CardRecord): boolean {
  return viewer.id !== '' && viewer.id === card.ownerId;
}

/** The circle of one field in effect: never wider than the card, kept fields private unless chosen. */
export function circleOf(card: Pick<CardRecord, 'audience' | 'audiences'>, field: CardField): Audience {
  const chosen = card.audiences[field] ?? (KEPT_FIELDS.includes(field) ? 'private' : card.audience);
  return narrower(chosen, card.audience);
}

/** A card with nothing on it. */
export function emptyCard(): CardContent {
  return {
    name: '',
    photo: null,
    organisation: '',
    role: '',
    region: '',
    fields: [],
    offer: '',
    need: '',
    about: '',
    languages: [],
    email: '',
    phone: '',
    web: '',
    profiles: [],
    workingGroups: [],
    workshops: [],
    colour: 'yellow'
  };
}

/** What somebody of `role` reads of the card, or null where the card is not for them at all. */
export function cardForRole(role: Actor['role'], card: CardRecord): CardRecord | null {
  return cardForCircle(CIRCLE_OF_ROLE[role], card);
}

/** What those in a circle read of the card, or null where it is not for them at all. Field by field from scratch. */
export function cardForCircle(circle: Audience, card: CardRecord): CardRecord | null {
  const reads = (audience: Audience) => !isWider(circle, audience);
  if (card.removedAt !== null || card.own?.hidden || !reads(card.audience)) return null;
  const seen: CardRecord = {
    type: 'card',
    id: card.id,
    seq: card.seq,
    removedAt: null,
    ...emptyCard(),
    name: card.name,
    colour: card.colour,
    // The card's own circle stays: it tells a reader how far they may pass the card on.
    audience: card.audience,
    ownerId: null,
    audiences: {},
    updatedAt: card.updatedFor?.[circle] ?? card.updatedAt,
    own: null
  };
  for (const field of CARD_FIELDS) if (reads(circleOf(card, field))) copyField(seen, card, field);
  return seen;
}

/** When what each circle reads changed last, after `before` became `after` at `after.updatedAt`. */
export function updatedFor(before: CardRecord | null, after: CardRecord): Partial<Record<Audience, number>> {
  const read = (card: CardRecord | null, circle: Audience) => {
    const seen = card && cardForCircle(circle, card);
    return JSON.stringify(seen && { ...seen, seq: 0, updatedAt: 0 });
  };
  return Object.fromEntries(
    AUDIENCES.filter((circle) => circle !== 'private').map((circle) => [
      circle,
      before === null || read(before, circle) !== read(after, circle)
        ? after.updatedAt
        : (before.updatedFor?.[circle] ?? before.updatedAt)
    ])
  );
}

function copyField<F extends CardField>(to: CardContent, from: CardContent, field: F): void {
  to[field] = from[field];
}

/** Whether anything stands in the field. */
export function isGiven(card: CardContent, field: CardField): boolean {
  const value = card[field];
  return value !== null && value.length > 0;
}

/** What `viewer` reads of the card: everything for its owner, else by circle; null where there is nothing for them. */
export function cardFor(viewer: Actor, card: CardRecord): CardRecord | null {
  if (!isOwner(viewer, card)) return cardForRole(viewer.role, card);
  if (card.removedAt !== null) return null;
  const { reached: _reached, updatedFor: _updatedFor, ...own } = card;
  return own;
}
