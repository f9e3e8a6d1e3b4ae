import type { Audience, Audiences, CardContent, CardField, CardRecord } from '../records.ts';
import { CARD_FIELDS } from '../records.ts';
import { emptyCard, KEPT_FIELDS } from './circles.ts';
import type { Shown } from './consent.ts';

/** Circle of a field as it stands in the form; '': as wide as the card. */
export type CircleChoice = Audience | '';

/** What stands in the form "Meine Karte": texts as typed, also wrong ones. */
export interface CardDraft {
  card: Omit<CardContent, 'fields'>;
  /** Ticked fields of the space's list. */
  fields: string[];
  /** Fields of one's own, separated by commas. */
  ownFields: string;
  audience: Audience;
  audiences: Record<CardField, CircleChoice>;
  agreed: boolean;
}

/** The draft of a card that exists, or of a new one prefilled with what is known of the person: nobody else sees that. */
export function draftOf(
  card: CardRecord | null,
  known: {
    name: string;
    organisation: string | null;
    email: string | null;
    /** What the moderation prepared for them. */
    prepared?: CardContent | null;
  },
  spaceFields: readonly string[]
): CardDraft {
  const start: Shown = card ?? {
    ...emptyCard(),
    name: known.name,
    organisation: known.organisation ?? '',
    email: known.email ?? '',
    ...known.prepared,
    audience: 'private',
    audiences: {}
  };
  return {
    card: {
      name: start.name,
      photo: start.photo,
      organisation: start.organisation,
      role: start.role,
      region: start.region,
      offer: start.offer,
      need: start.need,
      about: start.about,
      languages: start.languages,
      email: start.email,
      phone: start.phone,
      web: start.web,
      profiles: start.profiles,
      workingGroups: start.workingGroups,
      workshops: start.workshops,
      colour: start.colour
    },
    fields: start.fields.filter((field) => spaceFields.includes(field)),
    ownFields: start.fields.filter((field) => !spaceFields.includes(field)).join(', '),
    audience: start.audience,
    audiences: choicesOf(start.audiences),
    // A new consent where one is needed: the text may have changed.
    agreed: false
  };
}

/** Every field with its choice: kept ones are private, all others go with the card until something else is chosen. */
export function choicesOf(audiences: Audiences): Record<CardField, CircleChoice> {
  return Object.fromEntries(
    CARD_FIELDS.map((field) => [field, audiences[field] ?? (KEPT_FIELDS.includes(field) ? 'private' : '')])
  ) as Record<CardField, CircleChoice>;
}

/** The circles that were chosen for single fields. */
export function chosenOf(choices: Record<CardField, CircleChoice>): Audiences {
  return Object.fromEntries(
    CARD_FIELDS.flatMap((field) => (choices[field] === '' ? [] : [[field, choices[field]]]))
  );
}

/** The draft as it would be kept, as far as readers go. */
export function shownOf(draft: CardDraft): Shown {
  return {
    ...draft.card,
    fields: [...draft.fields, ...splitFields(draft.ownFields)],
    profiles: draft.card.profiles.filter((address) => address.trim() !== ''),
    audience: draft.audience,
    audiences: chosenOf(draft.audiences)
  };
}

/** Fields of one's own out of the line they are typed in. */
export function splitFields(text: string): string[] {
  return [
    ...new Set(
      text
        .split(/[,;\n]/)
        .map((field) => field.trim())
        .filter((field) => field !== '')
    )
  ];
}
