import { byRank } from './rank.ts';

/** What the arrangement needs to know of a note. */
export interface Placed {
  id: string;
  topicId: string | null;
  rank: string;
}

/** One ordered list of notes: the Themenspeicher (`topicId` null) or a Schwerpunkt. */
export interface NoteList<N extends Placed = Placed> {
  topicId: string | null;
  notes: N[];
}

/**
 * Sorts notes into their lists, each by rank: first the loose ones, then one list per topic in the order given.
 * A note whose topic is not known (removed a moment ago by somebody else) counts as loose.
 */
export function arrange<N extends Placed>(notes: Iterable<N>, topicIds: readonly string[]): NoteList<N>[] {
  const loose: NoteList<N> = { topicId: null, notes: [] };
  const lists = new Map<string, NoteList<N>>(topicIds.map((topicId) => [topicId, { topicId, notes: [] }]));
  for (const note of notes) {
    const list = note.topicId === null ? loose : (lists.get(note.topicId) ?? loose);
    list.notes.push(note);
  }
  const all = [loose, ...lists.values()];
  for (const list of all) list.notes.sort(byRank);
  return all;
}

/**
 * `notes` as they should be shown while some of them are held by a drag: the held ones stay where they were picked up,
 * even if somebody else moved or removed them meanwhile, so that the element under the pointer does not vanish.
 */
export function withHeld<N extends Placed>(notes: readonly N[], held: ReadonlyMap<string, N>): readonly N[] {
  if (held.size === 0) return notes;
  const here = new Set(notes.map((note) => note.id));
  const shown = notes.map((note) => held.get(note.id) ?? note);
  for (const [id, note] of held) if (!here.has(id)) shown.push(note);
  return shown;
}

/** The list that holds a note, or null. */
export function listOf<N extends Placed>(lists: readonly NoteList<N>[], noteId: string): NoteList<N> | null {
  return lists.find((list) => list.notes.some((note) => note.id === noteId)) ?? null;
}

/**
 * Where focus goes when notes leave `list` by keyboard: to the next one that stays, else to the last before, so that
 * many loose notes can be sorted without reaching for the mouse. Null when none stays.
 */
export function nextStaying(list: readonly { id: string }[], leaving: ReadonlySet<string>): string | null {
  const last = list.findLastIndex((note) => leaving.has(note.id));
  const after = list.slice(last + 1).find((note) => !leaving.has(note.id));
  return after?.id ?? list.slice(0, Math.max(0, last)).findLast((note) => !leaving.has(note.id))?.id ?? null;
}

/** How many different groups the notes come from; notes of the plenary count for none. */
export function groupsIn(notes: readonly { groupId: string | null }[]): number {
  return new Set(notes.map((note) => note.groupId).filter((id) => id !== null)).size;
}
