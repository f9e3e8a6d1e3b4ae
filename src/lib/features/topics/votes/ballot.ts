/** The own ballot while it is being filled in. */
import { dotsUsed } from '$lib/domain/board/votes';
import type { Dots, VoteRecord } from '$lib/domain/records';

type Budget = Pick<VoteRecord, 'perPerson' | 'perItem'>;

export const dotsOn = (dots: readonly Dots[], itemId: string): number =>
  dots.find((entry) => entry.itemId === itemId)?.count ?? 0;

/** Dots on what is still up for the vote: what was dissolved or removed gives its dots back. */
export function dotsOf(dots: readonly Dots[], itemIds: readonly string[]): Dots[] {
  const known = new Set(itemIds);
  return dots.filter(({ itemId, count }) => known.has(itemId) && count > 0);
}

/** Dots still in hand. */
export const dotsLeft = (dots: readonly Dots[], perPerson: number): number =>
  Math.max(0, perPerson - dotsUsed(dots));

/** Most dots of a person on one thing. */
export const mostOnOne = ({ perPerson, perItem }: Budget): number =>
  Math.min(perItem ?? perPerson, perPerson);

/** The whole ballot after placing (1) or taking back (-1) a dot; null when that is not possible. */
export function placed(dots: readonly Dots[], itemId: string, by: -1 | 1, budget: Budget): Dots[] | null {
  const count = dotsOn(dots, itemId) + by;
  if (count < 0) return null;
  if (by === 1 && (count > mostOnOne(budget) || dotsUsed(dots) >= budget.perPerson)) return null;
  const rest = dots.filter((entry) => entry.itemId !== itemId);
  return count === 0 ? rest : [...rest, { itemId, count }];
}

export type VotingStage = 'before' | 'open' | 'closed' | 'result';

/**
 * What there is to show: nothing yet, the ballot, the minute between closing and the result, the result.
 *
 * @param saved the server has answered: only it can count, what one's own browser expects meanwhile is no result
 */
export function votingStage(vote: Pick<VoteRecord, 'state' | 'results'> | null, saved = true): VotingStage {
  if (!vote || vote.state === 'planned') return 'before';
  if (vote.state === 'open') return 'open';
  return vote.results !== null && saved ? 'result' : 'closed';
}
