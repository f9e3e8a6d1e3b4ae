import type { CardRecord } from '$lib/domain/records';
import { searchable, searchFor } from '$lib/domain/search';

/** The contacts in which every word of the search occurs, on the card or in one's own note. */
export function filterContacts<C extends { card: CardRecord | null; note: string }>(
  contacts: readonly C[],
  search: string
): readonly C[] {
  const fits = searchFor(search);
  if (!fits) return contacts;
  return contacts.filter(({ card, note }) =>
    fits(
      searchable([
        note,
        ...(card
          ? [card.name, card.organisation, card.role, card.region, card.offer, card.need, ...card.fields]
          : [])
      ])
    )
  );
}
