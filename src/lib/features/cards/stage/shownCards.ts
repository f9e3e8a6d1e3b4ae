import { circleOf, includes } from '$lib/domain/cards/circles';
import { sortCards } from '$lib/domain/cards/directory';
import type { CardField, CardRecord } from '$lib/domain/records';

const READ: readonly CardField[] = ['organisation', 'role', 'offer', 'need'];

/**
 * The cards for a hall, the newest first: what participants may read. Others' cards come so from the server; the own card
 * of whoever has opened the projector comes whole, with what only its owner may see.
 */
export function shownCards(cards: readonly CardRecord[], mine: CardRecord | null): CardRecord[] {
  return sortCards(cards, 'newest').flatMap((card) => {
    if (card.id !== mine?.id) return [card];
    if (!includes(card.audience, 'participant')) return [];
    const shown = { ...card };
    for (const field of READ) {
      if (field !== 'fields' && !includes(circleOf(card, field), 'participant')) shown[field] = '';
    }
    return [shown];
  });
}
