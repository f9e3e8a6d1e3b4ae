import { vcardOf } from '$lib/domain/cards/vcard';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { CardPlaces } from './cards';
import type { Contact } from './keptCards';

/**
 * One's contacts as one vCard file, as address books import it; one's own notes stand in the notes there.
 *
 * @param places what the AGs on the cards are called, as far as the viewer may know
 */
export function contactsVcard(
  contacts: readonly Contact[],
  origin: string,
  { workingGroups }: Pick<CardPlaces, 'workingGroups'>
): string {
  const labels = { offer: m.cards_offer(), need: m.cards_need() };
  return contacts
    .flatMap(({ card, cardId, note }) => {
      if (!card) return [];
      const about = [card.about, note && `${m.contacts_note()}: ${note}`].filter(Boolean).join('\n');
      const vcard = vcardOf(
        { ...card, about },
        {
          version: '3.0',
          url: `${origin}/cards/${cardId}`,
          labels,
          workingGroups: workingGroups
            .filter(({ id }) => card.workingGroups.includes(id))
            .map(({ number, title }) => m.cards_ag({ number, title }))
        }
      );
      return [`${vcard.trimEnd()}\r\n`];
    })
    .join('');
}
