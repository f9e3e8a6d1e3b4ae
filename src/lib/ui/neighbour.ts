/** Lists of notes side by side, and the arrow keys between them. */
interface ListOfNotes {
  notes: readonly { id: string }[];
}

export type Direction = 'up' | 'down' | 'left' | 'right' | 'first' | 'last';

/**
 * The note that a direction leads to: up and down inside a list, left and right to the neighbouring list that is not
 * empty (at about the same height). Null at the edge.
 */
export function neighbour(
  lists: readonly ListOfNotes[],
  noteId: string,
  direction: Direction
): string | null {
  const at = lists.findIndex((list) => list.notes.some((note) => note.id === noteId));
  const list = lists[at];
  if (!list) return null;
  const index = list.notes.findIndex((note) => note.id === noteId);
  switch (direction) {
    case 'up':
      return list.notes[index - 1]?.id ?? null;
    case 'down':
      return list.notes[index + 1]?.id ?? null;
    case 'first':
      return list.notes[0]?.id ?? null;
    case 'last':
      return list.notes.at(-1)?.id ?? null;
    case 'left':
    case 'right': {
      const beside = direction === 'left' ? lists.slice(0, at).reverse() : lists.slice(at + 1);
      const target = beside.find((candidate) => candidate.notes.length > 0);
      return target?.notes[Math.min(index, target.notes.length - 1)]?.id ?? null;
    }
  }
}

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  Home: 'first',
  End: 'last'
};

/** What an arrow key, Home or End means; undefined for all other keys. */
export function directionOf(key: string): Direction | undefined {
  return DIRECTIONS[key];
}
