import { emptyCard, type ContactField } from './circles.ts';
import type { Audience, CardContent, CardField, CardRecord } from '../records.ts';

/** What stands in the form "Meine Karte": texts as typed, also wrong ones. */
export interface CardDraft {
  card: Omit<CardContent, 'fields' | 'photo' | 'languages' | 'profiles' | 'workingGroups' | 'workshops'>;
  /** Ticked fields of the space's list. */
  fields: string[];
  /** Fields of one's own, separated by commas. */
  ownFields: string;
  audience: Audience;
  audiences: Record<ContactField, Audience>;
  agreed: boolean;
}

/** The draft of a card that exists, or of a new one prefilled with what is known of the person. */
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
  const start = card ?? {
    ...emptyCard(),
    name: known.name,
    organisation: known.organisation ?? '',
    email: known.email ?? '',
    ...known.prepared,
    audience: 'members' as const,
    audiences: {} as Partial<Record<CardField, Audience>>
  };
  const { name, organisation, role, region, offer, need, about, email, phone, web, colour } = start;
  const {
    email: forEmail = 'private',
    phone: forPhone = 'private',
    web: forWeb = 'private'
  } = start.audiences;
  return {
    card: { name, organisation, role, region, offer, need, about, email, phone, web, colour },
    fields: start.fields.filter((field) => spaceFields.includes(field)),
    ownFields: start.fields.filter((field) => !spaceFields.includes(field)).join(', '),
    audience: start.audience,
    audiences: { email: forEmail, phone: forPhone, web: forWeb },
    // A new consent for each saving: the text may have changed.
    agreed: false
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
