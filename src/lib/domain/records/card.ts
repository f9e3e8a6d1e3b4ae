/** Business cards; re-exported by ../records.ts. Who reads which field: ../cards/circles.ts. */
import type { Language } from '../cards/languages.ts';
import type { Base } from './base.ts';

/** Who may see a field of a card, from the narrowest circle to the widest. */
export const AUDIENCES = ['private', 'participants', 'members', 'public'] as const;
export type Audience = (typeof AUDIENCES)[number];

export const CARD_COLOURS = ['yellow', 'green', 'blue', 'rose', 'orange', 'white'] as const;
export type CardColour = (typeof CARD_COLOURS)[number];

/** The fields of a card whose circle of readers can be chosen one by one; the name always goes with the widest. */
export const CARD_FIELDS = [
  'photo',
  'organisation',
  'role',
  'region',
  'fields',
  'offer',
  'need',
  'about',
  'languages',
  'email',
  'phone',
  'web',
  'profiles',
  'workingGroups',
  'workshops'
] as const;
export type CardField = (typeof CARD_FIELDS)[number];
export type Audiences = Partial<Record<CardField, Audience>>;

/** What a person writes on a card. Empty string or list, and null for the photo = not given. */
export interface CardContent {
  name: string;
  /** Id of a square photo or logo; given out by the card's own door, to whoever reads this field. */
  photo: string | null;
  organisation: string;
  role: string;
  region: string;
  fields: string[];
  offer: string;
  need: string;
  about: string;
  languages: Language[];
  email: string;
  phone: string;
  web: string;
  /** Pages of the person in social networks: https or http addresses. */
  profiles: string[];
  /** Ids of AGs the person works in and chose to show; what they are called says the server, to those who may know. */
  workingGroups: string[];
  /** Ids of workshops the person was in and chose to show. */
  workshops: string[];
  colour: CardColour;
}

/** What a person agreed to. The history of these stands with the card and goes with it. */
export interface CardConsent {
  audience: Exclude<Audience, 'private'>;
  /** Word for word as it was read. */
  text: string;
  /** ms since 1970 */
  from: number;
  /** When it was taken back, replaced or ran out; null: it holds. */
  until: number | null;
}

/** What goes with a card for its owner alone. */
export interface CardOwn {
  /** Oldest first; at most the last one holds. */
  consents: CardConsent[];
  /** When its owner last said that the card is right: by saving, or when asked. */
  confirmedAt: number;
  /** The circle it had before it was hidden because nobody said that it is right; null: it was not. */
  expiredFrom: Audience | null;
  /** Behind the QR code: `/c/<linkId>` opens the card, until its owner gives it up. */
  linkId: string | null;
  /** The moderation has taken it out of everybody else's sight, and said why; null: it has not. */
  hidden: { at: number; reason: string } | null;
}

export interface CardRecord extends Base, CardContent {
  type: 'card';
  /** The person whose card it is, for `mine` on the client. Stripped for everybody else. */
  ownerId: string | null;
  /** Circle of readers per field; stripped for everybody but the owner. */
  audiences: Audiences;
  /** Circle of the card as a whole (name and colour): no field reaches further. */
  audience: Audience;
  /** When what this viewer reads of it changed last: who edits what others may not see tells them nothing by it. */
  updatedAt: number;
  /** Null for everybody but the owner. */
  own: CardOwn | null;
  /** On the server only: the widest circle the card ever had, so that those who lost it are told and nobody else. */
  reached?: Audience;
  /** On the server only: when what a circle reads changed last. Missing ones are `updatedAt`. */
  updatedFor?: Partial<Record<Audience, number>>;
}
