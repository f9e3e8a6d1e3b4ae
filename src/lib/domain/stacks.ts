/** Stacks of duplicates as they lie and are shown; what people do to them is in board/stacks.ts. */
import { allLive, live } from './board/decision.ts';
import type { Unsent } from './commands.ts';
import { byRank } from './rank.ts';
import type { NoteRecord } from './records.ts';
import type { RoomView } from './rules.ts';

/** The live note that this one lies under; itself when it lies loose, or what it lay under is gone. */
export function topOf(view: RoomView, note: NoteRecord): NoteRecord {
  const over = note.stackId === null ? undefined : live(view, 'note', note.stackId);
  if (!over) return note;
  // The one over it was stacked itself while this one was away.
  return (over.stackId === null ? undefined : live(view, 'note', over.stackId)) ?? over;
}

/** What lies under a note, by rank: the first becomes the top when the top goes. */
export function notesUnder(view: RoomView, topId: string): NoteRecord[] {
  return allLive(view, 'note')
    .filter((note) => note.stackId === topId)
    .sort(byRank);
}

/** Notes as somebody sees them who reads `notes` and no others. */
export interface Stacks {
  /** Everything but what lies under another, in the order of `notes`. */
  tops: NoteRecord[];
  /** By the id of the top: what lies under it, by rank. */
  under: ReadonlyMap<string, readonly NoteRecord[]>;
}

/**
 * Whose top is not among `notes` (hidden from this viewer, filtered out) lies under the first of those that share it, or
 * by itself: nobody's note disappears under one that they do not see.
 */
export function stacksOf(notes: readonly NoteRecord[]): Stacks {
  const lying = notes.filter(({ stackId }) => stackId !== null);
  if (lying.length === 0) return { tops: [...notes], under: new Map() };
  const there = new Set(notes.map(({ id }) => id));
  const under = new Map<string, NoteRecord[]>();
  const standIn = new Map<string, string>();
  const covered = new Set<string>();
  for (const note of lying.sort(byRank)) {
    const over = note.stackId ?? '';
    const topId = there.has(over) ? over : standIn.get(over);
    if (topId === undefined) {
      standIn.set(over, note.id);
      continue;
    }
    covered.add(note.id);
    const others = under.get(topId);
    if (others) others.push(note);
    else under.set(topId, [note]);
  }
  return { tops: notes.filter(({ id }) => !covered.has(id)), under };
}

/** Lays notes onto the first of them. */
export function ontoFirst([topId, ...others]: readonly string[]): Unsent[] {
  if (topId === undefined) return [];
  return others.map((noteId) => ({ type: 'note.stack', noteId, ontoId: topId }));
}
