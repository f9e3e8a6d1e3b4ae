import { vcardOf } from '$lib/domain/cards/vcard';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { Contact } from './keptCards';

/** One's contacts as one vCard file, as address books import it; one's own notes stand in the notes there. */
export function contactsVcard(contacts: readonly Contact[], origin: string): string {
  const labels = { offer: m.cards_offer(), need: m.cards_need() };
  return contacts
    .flatMap(({ card, cardId, note }) => {
      if (!card) return [];
      const about = [card.about, note && `${m.contacts_note()}: ${note}`].filter(Boolean).join('\n');
      const url = `${origin}/cards/${cardId}`;
      return [vcardOf({ ...card, about }, { version: '3.0', url, labels, workingGroups: [] })];
    })
    .map((vcard) => `${vcard.trimEnd()}\r\n`)
    .join('');
}
