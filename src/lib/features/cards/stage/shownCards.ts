import { cardForRole } from '$lib/domain/cards/circles';
import { sortCards } from '$lib/domain/cards/directory';
import type { CardRecord } from '$lib/domain/records';

/**
 * The cards for a hall, the newest first: what participants may read. Others' cards come so from the server; the own card
 * of whoever has opened the projector comes whole, with what only its owner may see.
 */
export function shownCards(cards: readonly CardRecord[], mine: CardRecord | null): CardRecord[] {
  return sortCards(cards, 'newest').flatMap((card) =>
    card.id === mine?.id ? (cardForRole('participant', card) ?? []) : [card]
  );
}
