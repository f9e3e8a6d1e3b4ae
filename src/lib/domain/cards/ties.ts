/** What ties a viewer to other cards. Made on the server (stems, who was where) of what the viewer may read and know. */

/** A card that fits the viewer's own: what its person offers or seeks, in the words of that card. */
export interface CardMatch {
  id: string;
  /** Words of its offer that meet what the viewer seeks. */
  gives: string[];
  /** Words of its need that the viewer's offer meets. */
  takes: string[];
  /** For the order only; more is stronger. */
  strength: number;
}

/** A workshop the viewer takes part in, and the cards of those who do too. */
export interface WorkshopCards {
  id: string;
  title: string;
  cards: string[];
}

export interface CardTies {
  /** Null: the viewer has no card, or one that neither offers nor seeks. */
  matches: CardMatch[] | null;
  workshops: WorkshopCards[];
}
