/**
 * Others' notes never move what somebody reads. From the moment a person reads or writes, the wall is held:
 * `held` is the set of notes it shows, and what others pin afterwards waits behind "3 neue Notizen".
 */
export interface Arrivals<T> {
  shown: readonly T[];
  waiting: readonly T[];
}

/**
 * @param notes newest first
 * @param held ids on the wall when it was held; null: it is not held, everything shows
 * @param isMine own notes always show at once
 */
export function splitArrivals<T extends { id: string }>(
  notes: readonly T[],
  held: ReadonlySet<string> | null,
  isMine: (note: T) => boolean
): Arrivals<T> {
  if (held === null) return { shown: notes, waiting: [] };
  const shown: T[] = [];
  const waiting: T[] = [];
  for (const note of notes) (held.has(note.id) || isMine(note) ? shown : waiting).push(note);
  return { shown, waiting };
}
