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

/** Fields by which a person can be reached: private until their owner says otherwise. */
export const CONTACT_FIELDS = ['email', 'phone', 'web'] as const satisfies readonly CardField[];
export type ContactField = (typeof CONTACT_FIELDS)[number];

const width = (audience: Audience): number => AUDIENCES.indexOf(audience);

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

function isContact(field: CardField): field is ContactField {
  return CONTACT_FIELDS.some((contact) => contact === field);
}

/** The circle of one field in effect: never wider than the card, contact fields private unless chosen. */
export function circleOf(card: Pick<CardRecord, 'audience' | 'audiences'>, field: CardField): Audience {
  const chosen = card.audiences[field] ?? (isContact(field) ? 'private' : card.audience);
  return narrower(chosen, card.audience);
}

/** A card with nothing on it. */
export function emptyCard(): CardContent {
  return {
    name: '',
    organisation: '',
    role: '',
    region: '',
    fields: [],
    offer: '',
    need: '',
    about: '',
    email: '',
    phone: '',
    web: '',
    colour: 'yellow'
  };
}

/** What somebody of `role` reads of the card, or null where the card is not for them at all. Field by field from scratch. */
export function cardForRole(role: Actor['role'], card: CardRecord): CardRecord | null {
  if (card.removedAt !== null || !includes(card.audience, role)) return null;
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
    updatedAt: card.updatedAt
  };
  for (const field of CARD_FIELDS) {
    if (!includes(circleOf(card, field), role)) continue;
    if (field === 'fields') seen.fields = [...card.fields];
    else seen[field] = card[field];
  }
  return seen;
}

/** What `viewer` reads of the card: everything for its owner, else by circle; null where there is nothing for them. */
export function cardFor(viewer: Actor, card: CardRecord): CardRecord | null {
  if (!isOwner(viewer, card)) return cardForRole(viewer.role, card);
  if (card.removedAt !== null) return null;
  const { reached: _reached, consent: _consent, ...own } = card;
  return own;
}
