import { CONTACT_FIELDS, emptyCard } from '$lib/domain/cards/circles';
import { LIMITS } from '$lib/domain/limits';
import { AUDIENCES, CARD_COLOURS, type Audience, type CardContent } from '$lib/domain/records';
import { consentText } from '$lib/i18n/cardConsent';
import { splitFields, type CardDraft } from '$lib/domain/cards/draft';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { CardErrors, CardForm } from '$lib/server/services/cards';

const SINGLE = [
  'name',
  'organisation',
  'role',
  'region',
  'offer',
  'need',
  'about',
  'email',
  'phone',
  'web'
] as const;

/** What came in, twice: for the service to check, and as a draft so that nothing typed is lost. */
export function readCardForm(data: FormData): { input: CardForm; draft: CardDraft } {
  const text = (name: string): string => {
    const value = data.get(name);
    return typeof value === 'string' ? value : '';
  };
  const circleOf = (name: string, otherwise: Audience): Audience =>
    AUDIENCES.find((known) => known === text(name)) ?? otherwise;

  const single = Object.fromEntries(SINGLE.map((name) => [name, text(name)])) as Record<
    (typeof SINGLE)[number],
    string
  >;
  const colour = CARD_COLOURS.find((known) => known === text('colour')) ?? 'yellow';
  const fields = data.getAll('fields').filter((value): value is string => typeof value === 'string');
  const ownFields = text('ownFields');
  const audience = AUDIENCES.find((known) => known === text('audience'));
  const agreed = text('consent') !== '';

  return {
    input: {
      card: { ...emptyCard(), ...single, colour, fields: [...fields, ...splitFields(ownFields)] },
      audience,
      audiences: Object.fromEntries(
        CONTACT_FIELDS.map((field) => [field, circleOf(`audience_${field}`, 'private')])
      ),
      consent: agreed && audience && audience !== 'private' ? consentText(audience) : null
    },
    draft: {
      card: { ...single, colour },
      fields,
      ownFields,
      audience: audience ?? 'private',
      audiences: {
        email: circleOf('audience_email', 'private'),
        phone: circleOf('audience_phone', 'private'),
        web: circleOf('audience_web', 'private')
      },
      agreed
    }
  };
}

const MAX: Partial<Record<keyof CardContent, number>> = {
  name: LIMITS.name,
  organisation: LIMITS.organisation,
  role: LIMITS.cardShort,
  region: LIMITS.cardShort,
  offer: LIMITS.cardLong,
  need: LIMITS.cardLong,
  about: LIMITS.cardLong,
  email: LIMITS.email,
  phone: LIMITS.phone,
  web: LIMITS.web
};

/** One sentence per wrong field: what is wrong and what to do now. */
export function sentences(errors: CardErrors): Partial<Record<string, string>> {
  const words: Partial<Record<string, string>> = {};
  for (const [field, code] of Object.entries(errors) as [keyof CardErrors, CardErrors[keyof CardErrors]][]) {
    const max = field === 'consent' || field === 'audience' ? undefined : MAX[field];
    if (field === 'fields') words[field] = m.cards_error_fields({ max: LIMITS.cardFields });
    else if (code === 'too_long' && max !== undefined) words[field] = m.cards_error_too_long({ max });
    else if (field === 'name') words[field] = m.cards_error_name();
    else if (field === 'region') words[field] = m.cards_error_region();
    else if (field === 'email') words[field] = m.cards_error_email();
    else if (field === 'web') words[field] = m.cards_error_web();
    else if (field === 'consent' || field === 'audience') words['consent'] = m.cards_error_consent();
    else words[field] = m.cards_error_invalid();
  }
  return words;
}
