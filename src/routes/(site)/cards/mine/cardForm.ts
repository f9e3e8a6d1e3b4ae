import { CARD_FIELDS, AUDIENCES, CARD_COLOURS, type CardContent } from '$lib/domain/records';
import { chosenOf, splitFields, type CardDraft, type CircleChoice } from '$lib/domain/cards/draft';
import { KEPT_FIELDS } from '$lib/domain/cards/circles';
import { LANGUAGES } from '$lib/domain/cards/languages';
import { LIMITS } from '$lib/domain/limits';
import { consentText } from '$lib/i18n/cardConsent';
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
  const all = (name: string): string[] => [
    ...new Set(
      data.getAll(name).filter((value): value is string => typeof value === 'string' && value !== '')
    )
  ];
  const single = Object.fromEntries(SINGLE.map((name) => [name, text(name)])) as Record<
    (typeof SINGLE)[number],
    string
  >;
  const lists = {
    languages: LANGUAGES.filter((code) => all('languages').includes(code)),
    profiles: all('profiles'),
    workingGroups: all('workingGroups'),
    workshops: all('workshops')
  };
  const card = {
    ...single,
    ...lists,
    photo: text('photo') || null,
    colour: CARD_COLOURS.find((known) => known === text('colour')) ?? ('yellow' as const)
  };
  const fields = all('fields');
  const ownFields = text('ownFields');
  const audience = AUDIENCES.find((known) => known === text('audience'));
  const audiences = Object.fromEntries(
    CARD_FIELDS.map((field): [string, CircleChoice] => {
      const chosen = AUDIENCES.find((known) => known === text(`audience_${field}`));
      return [field, chosen ?? (KEPT_FIELDS.includes(field) ? 'private' : '')];
    })
  ) as CardDraft['audiences'];
  const agreed = text('consent') !== '';
  return {
    input: {
      card: { ...card, fields: [...fields, ...splitFields(ownFields)] },
      audience,
      audiences: chosenOf(audiences),
      consent: agreed && audience && audience !== 'private' ? consentText(audience) : null
    },
    draft: { card, fields, ownFields, audience: audience ?? 'private', audiences, agreed }
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
    else if (field === 'profiles')
      words[field] =
        code === 'too_long'
          ? m.cards_error_profiles_many({ max: LIMITS.cardProfiles })
          : m.cards_error_profiles();
    else if (field === 'languages') words[field] = m.cards_error_languages({ max: LIMITS.cardLanguages });
    else if (field === 'photo') words[field] = m.cards_error_photo();
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
