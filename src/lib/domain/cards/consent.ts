/** When a card takes a consent, and the history of those that were given. */
import { CARD_FIELDS, type CardConsent, type CardContent, type CardRecord } from '../records.ts';
import { circleOf, isGiven, isWider } from './circles.ts';

/** A card as far as readers go. */
export type Shown = CardContent & Pick<CardRecord, 'audience' | 'audiences'>;

/** Closed consents that are kept with a card. */
const KEPT = 40;

/** The consent that holds, if one does. */
export function consentOf(consents: readonly CardConsent[]): CardConsent | null {
  const last = consents.at(-1);
  return last?.until === null ? last : null;
}

/**
 * Whether saving `after` takes a consent: where anything is seen by more people than before, also a field that had nothing in
 * it. Whoever only rewords or narrows what they agreed to is not asked again.
 */
export function takesConsent(before: (Shown & Pick<CardRecord, 'own'>) | null, after: Shown): boolean {
  if (after.audience === 'private') return false;
  if (before === null || consentOf(before.own?.consents ?? []) === null) return true;
  if (isWider(after.audience, before.audience)) return true;
  return CARD_FIELDS.some((field) => {
    if (!isGiven(after, field)) return false;
    const was = isGiven(before, field) ? circleOf(before, field) : 'private';
    return isWider(circleOf(after, field), was);
  });
}

/** The history after a consent was given (`next`), or after the card went out of sight (null). Times in ms since 1970. */
export function withConsent(
  consents: readonly CardConsent[],
  next: Pick<CardConsent, 'audience' | 'text'> | null,
  now: number
): CardConsent[] {
  const past = consents.map((consent) => ({ ...consent, until: consent.until ?? now })).slice(-KEPT);
  return next === null ? past : [...past, { ...next, from: now, until: null }];
}
