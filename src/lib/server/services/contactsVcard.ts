import { m } from '$lib/i18n/paraglide/messages.js';
import type { Contact } from './keptCards';
import { vcardOf } from './vcard';

/** One's contacts as one vCard file, as address books import it; one's own notes stand in the notes there. */
export function contactsVcard(contacts: readonly Contact[], origin: string): string {
  const labels = { offer: m.cards_offer(), need: m.cards_need() };
  return contacts
    .flatMap(({ card, cardId, note }) => {
      if (!card) return [];
      const about = [card.about, note && `${m.contacts_note()}: ${note}`].filter(Boolean).join('\n');
      return [vcardOf({ ...card, about }, `${origin}/cards/${cardId}`, labels)];
    })
    .map((vcard) => `${vcard.trimEnd()}\r\n`)
    .join('');
}
