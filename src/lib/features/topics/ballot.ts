/** Dots of one person by topic, as in `ballot.set`. */
export type Dots = readonly { topicId: string; count: number }[];

export const dotsOn = (dots: Dots, topicId: string): number =>
  dots.find((entry) => entry.topicId === topicId)?.count ?? 0;

/** Dots on topics that still exist: a removed topic gives its dots back. */
export function dotsOf(dots: Dots, topicIds: readonly string[]): Dots {
  const known = new Set(topicIds);
  return dots.filter((entry) => known.has(entry.topicId) && entry.count > 0);
}

export const dotsUsed = (dots: Dots): number => dots.reduce((sum, entry) => sum + entry.count, 0);

/** Dots still in hand; never below 0, though the facilitator may have lowered the number meanwhile. */
export const dotsLeft = (dots: Dots, votesPerPerson: number): number =>
  Math.max(0, votesPerPerson - dotsUsed(dots));

/** The whole ballot after placing (1) or taking back (-1) a dot; null when that is not possible. */
export function placed(dots: Dots, topicId: string, by: -1 | 1, votesPerPerson: number): Dots | null {
  const count = dotsOn(dots, topicId) + by;
  if (count < 0 || (by === 1 && dotsUsed(dots) >= votesPerPerson)) return null;
  const rest = dots.filter((entry) => entry.topicId !== topicId);
  return count === 0 ? rest : [...rest, { topicId, count }];
}

export interface Ranking<T> {
  topic: T;
  dots: number;
  /** From 1; equal numbers of dots share a place. */
  place: number;
}

/** Topics by dots, most first; equal ones keep the order of the wall and share their place. */
export function ranking<T extends { dots: number | null }>(topics: readonly T[]): Ranking<T>[] {
  const sorted = topics.map((topic) => ({ topic, dots: topic.dots ?? 0 })).sort((a, b) => b.dots - a.dots);
  return sorted.map((entry) => ({
    ...entry,
    place: sorted.findIndex((other) => other.dots === entry.dots) + 1
  }));
}

export type VotingStage = 'before' | 'open' | 'closed' | 'result';

/**
 * What there is to show: nothing yet, the ballot, the minute between closing and the result (the counts are not here
 * yet), the result.
 */
export function votingStage(
  voting: 'none' | 'open' | 'closed',
  topics: readonly { dots: number | null }[]
): VotingStage {
  if (voting === 'none') return 'before';
  if (voting === 'open') return 'open';
  return topics.some((topic) => topic.dots !== null) ? 'result' : 'closed';
}
