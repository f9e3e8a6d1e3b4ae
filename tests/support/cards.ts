import { emptyCard } from '../../src/lib/domain/cards/circles';
import type { Person } from '../../src/lib/server/auth/sessions';
import type { CardForm, Cards } from '../../src/lib/server/services/cards';
import type { Space } from '../../src/lib/server/services/spaces';

/** Saves a card as its owner would by the form; everybody reads it unless `circles` say otherwise. */
export async function saveCard(
  cards: Cards,
  space: Space,
  owner: Person,
  content: Partial<CardForm['card']> = {},
  circles: Partial<Omit<CardForm, 'card'>> = {}
): Promise<string> {
  const saved = await cards.save(space, owner, {
    card: { ...emptyCard(), name: owner.name, region: 'Saalekreis', ...content },
    audience: 'public',
    audiences: {},
    consent: 'Ich bin einverstanden.',
    ...circles
  });
  if (!saved.ok) throw new Error(`not saved: ${saved.code} ${JSON.stringify(saved.errors)}`);
  return saved.cardId;
}
