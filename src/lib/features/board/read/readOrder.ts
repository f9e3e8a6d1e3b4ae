/** What a board looks like to those who only read: its notes in order, under their topics. */
import { byRank } from '$lib/domain/rank';
import type { BoardOrder, NoteRecord, TopicRecord } from '$lib/domain/records';
import { pinnedFirst } from '../find';

/** As the board says, with what is pinned to the top. `notes` come newest first. */
export function inBoardOrder(notes: readonly NoteRecord[], order: BoardOrder): readonly NoteRecord[] {
  return pinnedFirst(order === 'chosen' ? notes.toSorted(byRank) : notes);
}

export interface ReadSection {
  /** Null: the notes that lie in no topic. */
  topic: TopicRecord | null;
  notes: readonly NoteRecord[];
}

/** The topics with their notes in their own order, then what lies in none, as the board orders it. Empty ones are left out. */
export function readSections(
  topics: readonly TopicRecord[],
  notes: readonly NoteRecord[],
  order: BoardOrder
): ReadSection[] {
  const known = new Set(topics.map(({ id }) => id));
  const sections: ReadSection[] = topics.map((topic) => ({
    topic,
    notes: notes.filter((note) => note.topicId === topic.id).toSorted(byRank)
  }));
  const loose = notes.filter(({ topicId }) => topicId === null || !known.has(topicId));
  sections.push({ topic: null, notes: inBoardOrder(loose, order) });
  return sections.filter((section) => section.notes.length > 0);
}
