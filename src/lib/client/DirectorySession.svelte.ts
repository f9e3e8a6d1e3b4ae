import { sortCards } from '$lib/domain/cards/directory';
import { directoryRules } from '$lib/domain/cards/rules';
import type { CardRecord } from '$lib/domain/records';
import { RoomSession, type RoomSessionOptions } from './RoomSession.svelte';

/** A space's card directory. Everything here is reactive. */
export class DirectorySession extends RoomSession {
  constructor(options: RoomSessionOptions) {
    super(options, { rules: directoryRules });
  }

  /** The cards I may see, by name. */
  readonly cards: CardRecord[] = $derived(
    sortCards(
      Array.from(this.view.all('card')).filter((card) => card.removedAt === null),
      'name'
    )
  );
  readonly myCard: CardRecord | null = $derived(
    this.cards.find((card) => card.ownerId !== null && card.ownerId === this.me.id) ?? null
  );
}
