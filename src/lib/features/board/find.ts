/** Finding among the notes of a wall: words, filters, order, and how many notes each choice would leave. */
import { byRank } from '$lib/domain/rank';
import type { NoteKind, NoteRecord } from '$lib/domain/records';
import { searchable, searchFor } from '$lib/domain/search';

/** `chosen`: as the notes were put, by rank. */
export const ORDERS = ['newest', 'oldest', 'chosen', 'liked'] as const;
export type Order = (typeof ORDERS)[number];

export interface Find {
  words: string;
  kinds: readonly NoteKind[];
  /** Null: the notes in no topic. */
  topics: readonly (string | null)[];
  /** Participant id; null: everybody's. */
  author: string | null;
  /** Null: the board's usual one. */
  order: Order | null;
}

export const FIND_ALL: Find = { words: '', kinds: [], topics: [], author: null, order: null };

/** How many filters are set; words and order are seen where they are. */
export function filterCount({ kinds, topics, author }: Find): number {
  return kinds.length + topics.length + (author === null ? 0 : 1);
}

/** Not every note may be on the wall. */
export function isNarrow(find: Find): boolean {
  return filterCount(find) > 0 || find.words.trim() !== '';
}

const texts = new WeakMap<NoteRecord, string>();

/** A note that changes is a new record, so its text is made anew. */
function textOf(note: NoteRecord): string {
  let text = texts.get(note);
  if (text === undefined) {
    const { title, body, authorName, authorOrganisation } = note;
    texts.set(note, (text = searchable([title, body, authorName, authorOrganisation])));
  }
  return text;
}

type Filter = 'kinds' | 'topics' | 'author';

const PASSES: Record<Filter, (note: NoteRecord, find: Find) => boolean> = {
  kinds: (note, { kinds }) => kinds.length === 0 || kinds.includes(note.kind),
  topics: (note, { topics }) => topics.length === 0 || topics.includes(note.topicId),
  author: (note, { author }) => author === null || note.authorId === author
};
const FILTERS = Object.keys(PASSES) as Filter[];

/** Those notes that have every word and pass every filter but `except`. */
function passing(notes: readonly NoteRecord[], find: Find, except?: Filter): NoteRecord[] {
  const fits = searchFor(find.words);
  const filters = FILTERS.filter((filter) => filter !== except).map((filter) => PASSES[filter]);
  return notes.filter(
    (note) => filters.every((passes) => passes(note, find)) && (!fits || fits(textOf(note)))
  );
}

/** What facilitators pinned to the top stands there in every order, what they pinned last first. */
export function pinnedFirst<N extends Pick<NoteRecord, 'pinnedAt'>>(notes: readonly N[]): readonly N[] {
  if (notes.every((note) => note.pinnedAt === null)) return notes;
  // Sorting is stable: whatever is not pinned keeps its order.
  return notes.toSorted((a, b) => (b.pinnedAt ?? 0) - (a.pinnedAt ?? 0));
}

/**
 * @param notes newest first
 * @param likes how many like a note
 */
export function findNotes(
  notes: readonly NoteRecord[],
  find: Find,
  likes: (noteId: string) => number
): readonly NoteRecord[] {
  const found = isNarrow(find) ? passing(notes, find) : notes;
  return pinnedFirst(ordered(found, find.order, likes));
}

function ordered(
  notes: readonly NoteRecord[],
  order: Order | null,
  likes: (noteId: string) => number
): readonly NoteRecord[] {
  if (order === 'oldest') return notes.toReversed();
  if (order === 'chosen') return notes.toSorted(byRank);
  // Sorting is stable: among equals the newest stays first.
  if (order === 'liked') return notes.toSorted((a, b) => likes(b.id) - likes(a.id));
  return notes;
}

/** For each choice of each filter, how many notes it would leave besides the other filters. */
export interface FindCounts {
  kinds: ReadonlyMap<NoteKind, number>;
  topics: ReadonlyMap<string | null, number>;
  authors: ReadonlyMap<string, number>;
}

export function countChoices(notes: readonly NoteRecord[], find: Find): FindCounts {
  const tally = <K>(filter: Filter, keyOf: (note: NoteRecord) => K) => {
    const counts = new Map<K, number>();
    for (const note of passing(notes, find, filter))
      counts.set(keyOf(note), (counts.get(keyOf(note)) ?? 0) + 1);
    return counts;
  };
  const authors = tally('author', (note) => note.authorId);
  return {
    kinds: tally('kinds', (note) => note.kind),
    topics: tally('topics', (note) => note.topicId),
    authors: new Map([...authors].flatMap(([id, count]) => (id === null ? [] : [[id, count] as const])))
  };
}

/** Everybody who wrote one of the notes, by name. */
export function authorsOf(notes: readonly NoteRecord[]): { id: string; name: string }[] {
  const names = new Map<string, string>();
  for (const { authorId, authorName } of notes)
    if (authorId !== null && authorName) names.set(authorId, authorName);
  return Array.from(names, ([id, name]) => ({ id, name })).sort(
    (a, b) => a.name.localeCompare(b.name, 'de') || (a.id < b.id ? -1 : 1)
  );
}
