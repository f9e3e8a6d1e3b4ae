import type { Audience } from '$lib/domain/records';
import { m } from '$lib/i18n/paraglide/messages.js';

/**
 * The sentence a person agrees to for a circle, in the language of the request. Shown at the tick and, word for word,
 * recorded with the card.
 */
export function consentText(audience: Exclude<Audience, 'private'>): string {
  switch (audience) {
    case 'participants':
      return m.cards_consent_participants();
    case 'members':
      return m.cards_consent_members();
    case 'public':
      return m.cards_consent_public();
  }
}
