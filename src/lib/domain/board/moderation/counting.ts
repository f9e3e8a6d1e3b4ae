/** How votes are counted, and what becomes of them when the board goes on. */
import type { PhaseRecord, StoredRecord, VoteRecord } from '../../records.ts';
import type { RoomView } from '../../rules.ts';
import { allLive } from '../decision.ts';
import {
  ballotsOf,
  byClosing,
  dotsAlong,
  itemsOf,
  mayVote,
  openVote,
  plannedVote,
  votesOf
} from '../votes.ts';

/** The dots on what is up for the vote now: what was dissolved or taken away meanwhile is not counted. */
export function counted(view: RoomView, vote: VoteRecord, now: number): VoteRecord {
  const sums = new Map(itemsOf(view, vote).map(({ id }) => [id, 0]));
  const ballots = ballotsOf(view, vote.id);
  for (const { dots } of ballots) {
    for (const { itemId, count } of dots) {
      const sum = sums.get(itemId);
      if (sum !== undefined) sums.set(itemId, sum + count);
    }
  }
  return {
    ...vote,
    state: 'closed',
    turnout: ballots.length,
    // Somebody may have left who had voted.
    electorate: Math.max(allLive(view, 'participant').filter(mayVote).length, ballots.length),
    results: [...sums]
      .map(([id, count]) => ({ id, count }))
      .filter(({ count }) => vote.on === 'topics' || count > 0),
    closedAt: now,
    revealedAt: null
  };
}

/** Open, for the first time or again: then its results are gone. */
export const opened = (vote: VoteRecord, now: number): VoteRecord => ({
  ...vote,
  state: 'open',
  turnout: null,
  electorate: null,
  results: null,
  openedAt: vote.openedAt ?? now,
  closedAt: null,
  revealedAt: null
});

/** Counted and shown at once: when the workshop leaves its phase, or ends. */
const closedForAll = (view: RoomView, vote: VoteRecord, now: number): VoteRecord => ({
  ...counted(view, vote, now),
  revealedAt: now
});

/** Some votes as they are now, and the topics that have other dots by them. */
export function withDots(view: RoomView, ...changed: VoteRecord[]): StoredRecord[] {
  const last = (votes: readonly VoteRecord[]) =>
    votes
      .filter(({ on, revealedAt, removedAt }) => on === 'topics' && revealedAt !== null && removedAt === null)
      .sort(byClosing)
      .at(-1);
  const before = last([...view.all('vote')]);
  const ids = new Set(changed.map(({ id }) => id));
  const after = last([...[...view.all('vote')].filter(({ id }) => !ids.has(id)), ...changed]);
  // The same result as before: what a merge has added up since stays so.
  if (before === after || (before && before.results === after?.results)) return changed;
  const dots = new Map(after?.results?.map(({ id, count }) => [id, count]));
  const topics = allLive(view, 'topic')
    .map((topic) => ({ topic, next: dots.get(topic.id) ?? null }))
    .filter(({ topic, next }) => topic.dots !== next)
    .map(({ topic, next }) => ({ ...topic, dots: next }));
  return [...changed, ...topics];
}

/**
 * What moving on does to the votes: the one of the phase that is left is counted and shown; in a vote phase that nobody
 * has voted in yet the first vote planned for it opens, or a usual one.
 *
 * @param newId of the vote that is made where none is planned
 */
export function votesOnMove(
  view: RoomView,
  move: { left: PhaseRecord | null; entered: PhaseRecord | null; newId: string; now: number }
): StoredRecord[] {
  const { left, entered, newId, now } = move;
  const changed: VoteRecord[] = [];
  const open = openVote(view);
  const ends = open !== undefined && open.phaseId !== null && open.phaseId === left?.id;
  if (ends) changed.push(closedForAll(view, open, now));
  if (entered?.phase === 'vote' && (!open || ends)) {
    const own = votesOf(view).filter(({ phaseId }) => phaseId === entered.id);
    const fresh = own.every(({ state }) => state === 'planned');
    if (fresh) changed.push(opened(own[0] ?? plannedVote({ id: newId, phaseId: entered.id, now }), now));
  }
  return withDots(view, ...changed);
}

/** The workshop is over: what is open is counted and shown. */
export function votesAtTheEnd(view: RoomView, now: number): StoredRecord[] {
  const open = openVote(view);
  return open ? withDots(view, closedForAll(view, open, now)) : [];
}

/** A topic went into another: its dots go along, and votes on its notes are votes on the other's. */
export function votesAfterMerge(view: RoomView, fromId: string, intoId: string): StoredRecord[] {
  const scoped = votesOf(view)
    .filter(({ state, topicId }) => state !== 'closed' && topicId === fromId)
    .map((vote) => ({ ...vote, topicId: intoId }));
  return [...scoped, ...dotsAlong(view, { on: 'topics', fromId, intoId })];
}
