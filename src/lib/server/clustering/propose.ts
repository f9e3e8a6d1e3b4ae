import { clustersOf } from './clusters.ts';
import { explain } from './explain.ts';
import { featuresOf, type NoteText } from './features.ts';
import { similarities } from './similarity.ts';

/** More notes than that are not looked at: the first ones are. */
export const MOST_NOTES = 1500;
/** An existing topic must be this much like a proposal to be offered for it. */
const LIKE_TOPIC = 0.2;

export interface Note extends NoteText {
  id: string;
}

/** A topic that is there already, with the words of what lies in it. */
export interface Topic extends NoteText {
  id: string;
}

export interface Proposal {
  name: string;
  words: { word: string; notes: number }[];
  /** At least two; each with what in its text is shared, as written there. */
  notes: { id: string; marks: string[] }[];
  /** An existing topic about the same. */
  topicId: string | null;
}

/**
 * Proposes topics for notes by their words, largest first. Pure and deterministic; the same notes give the same answer.
 * Notes like no other, and those whose belonging no word explains, are in none.
 */
export function propose(notes: readonly Note[], topics: readonly Topic[] = []): Proposal[] {
  const looked = notes.slice(0, MOST_NOTES);
  // Topics are read along, for words and likeness, but make no groups themselves.
  const features = featuresOf([...looked, ...topics]);
  const alike = similarities(features);
  const ofNotes = features.slice(0, looked.length);
  const groups = clustersOf(
    alike.slice(0, looked.length).map((row) => row.subarray(0, looked.length)),
    ofNotes.map(({ key }) => key)
  );
  return groups.flatMap((group) => {
    const { name, words, marks } = explain(ofNotes, group);
    const explained = group.flatMap((index, at) => {
      const id = looked[index]?.id;
      const own = marks[at] ?? [];
      return id !== undefined && own.length > 0 ? [{ id, marks: own }] : [];
    });
    if (name === '' || explained.length < 2) return [];
    return [{ name, words, notes: explained, topicId: likeTopic(group) }];
  });

  function likeTopic(group: readonly number[]): string | null {
    let best: { id: string; likeness: number } | null = null;
    for (const [at, { id }] of topics.entries()) {
      const row = alike[looked.length + at];
      const likeness = group.reduce((sum, index) => sum + (row?.[index] ?? 0), 0) / group.length;
      if (likeness >= LIKE_TOPIC && likeness > (best?.likeness ?? 0)) best = { id, likeness };
    }
    return best?.id ?? null;
  }
}
