/** From single entries to what a person reads: under days and phases, and what belongs together told once. */
import type { HistoryEntry, HistoryKind, ToldPhase } from '$lib/domain/board/history/entry';

/** One or more entries that are told in one sentence. */
export interface HistoryItem {
  /** Newest first, at least one. */
  entries: readonly [HistoryEntry, ...HistoryEntry[]];
}

export interface HistorySection {
  /** What `dayOf` answers. */
  day: string;
  /** The phase that ran; null on a plain board. */
  phase: ToldPhase | null;
  items: HistoryItem[];
}

/** Closer than this, the same work of the same person is one matter. */
const TOGETHER_MS = 10 * 60_000;

/** Several notes, in one sentence with a number. */
const COUNTED: ReadonlySet<HistoryKind> = new Set([
  'note.add',
  'note.topic',
  'note.group',
  'note.remove',
  'note.restore',
  'note.approve',
  'note.decline',
  'note.stack',
  'comment.add',
  'topic.add'
]);
/** The same thing changed again and again. */
const REPEATED: ReadonlySet<HistoryKind> = new Set([
  'note.edit',
  'note.kind',
  'comment.edit',
  'topic.rename',
  'vote.configure'
]);

/** Entries that follow each other, told once where they are the same work of the same person. `entries` newest first. */
export function mergeEntries(entries: readonly HistoryEntry[]): HistoryItem[] {
  const items: [HistoryEntry, ...HistoryEntry[]][] = [];
  for (const entry of entries) {
    const last = items.at(-1);
    const younger = last?.at(-1);
    if (last && younger && belongTogether(younger, entry)) last.push(entry);
    else items.push([entry]);
  }
  return items.map((merged) => ({ entries: merged }));
}

function belongTogether(younger: HistoryEntry, older: HistoryEntry): boolean {
  if (younger.what !== older.what || younger.at - older.at > TOGETHER_MS) return false;
  // Who is not named may be two.
  const samePerson = younger.mine ? older.mine : younger.who !== null && younger.who.id === older.who?.id;
  if (!samePerson) return false;
  if (REPEATED.has(younger.what)) return younger.about.id === older.about.id;
  return COUNTED.has(younger.what) && younger.to === older.to;
}

/**
 * The entries that `wanted` lets through, under their days and phases, newest first.
 * @param now the phase that runs now; those before follow from the entries themselves
 */
export function sectionsOf(
  entries: readonly HistoryEntry[],
  now: ToldPhase | null,
  dayOf: (at: number) => string,
  wanted: (entry: HistoryEntry) => boolean = () => true
): HistorySection[] {
  const sections: { day: string; phase: ToldPhase | null; entries: HistoryEntry[] }[] = [];
  let phase = now;
  for (const entry of entries) {
    const day = dayOf(entry.at);
    const last = sections.at(-1);
    if (wanted(entry)) {
      if (last?.day === day && last.phase?.id === phase?.id) last.entries.push(entry);
      else sections.push({ day, phase, entries: [entry] });
    }
    // That a phase began is told in that phase; what is older was before.
    if (entry.what === 'phase.set' || entry.what === 'phase.end') phase = entry.from ?? null;
  }
  return sections.map((section) => ({
    day: section.day,
    phase: section.phase,
    items: mergeEntries(section.entries)
  }));
}

/** Everybody who did something, each once, by name. */
export function peopleIn(entries: readonly HistoryEntry[]): { id: string; name: string }[] {
  const people = new Map<string, { id: string; name: string }>();
  for (const { who } of entries) if (who) people.set(who.id, who);
  return [...people.values()].sort((a, b) => a.name.localeCompare(b.name, 'de'));
}

/** What is loaded: entries, newest first, and where the next older page begins (null: it ends here). */
export interface Loaded {
  entries: readonly HistoryEntry[];
  next: number | null;
}

/** A fresh newest page on top of what was there; where there is a gap between them, the page alone. */
export function withNewest(known: Loaded, page: Loaded): Loaded {
  const newest = known.entries[0]?.seq;
  if (page.next === null || newest === undefined || newest < page.next) return page;
  const oldest = page.next;
  return { entries: [...page.entries, ...known.entries.filter(({ seq }) => seq < oldest)], next: known.next };
}
