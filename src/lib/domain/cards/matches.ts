/** A card that fits the viewer's own: what its person offers or seeks, in the words of that card. Found on the server. */
export interface CardMatch {
  id: string;
  /** Words of its offer that meet what the viewer seeks. */
  gives: string[];
  /** Words of its need that the viewer's offer meets. */
  takes: string[];
  /** For the order only; more is stronger. */
  strength: number;
}
