/**
 * Votes with dots: what is up for one, how it is counted, what becomes of it when the board goes on. Pure; who may do what
 * with them stands in voting.ts.
 */
import type { VoteSettings } from '../commands.ts';
import { byRank } from '../rank.ts';
import type {
  BallotRecord,
  Dots,
  NoteRecord,
  ParticipantRecord,
  PhaseRecord,
  StoredRecord,
  TopicRecord,
  VoteRecord,
  VoteSubject
} from '../records.ts';
import type { RoomView } from '../rules.ts';
import { allLive, live } from './decision.ts';

/** What a vote begins with that nobody has set. */
export const NEW_VOTE = {
  title: '',
  on: 'topics',
  topicId: null,
  perPerson: 3,
  perItem: null
} as const satisfies VoteSettings;

export const ballotId = (voteId: string, participantId: string): string => `${voteId}:${participantId}`;

export const dotsUsed = (dots: readonly Dots[]): number => dots.reduce((sum, { count }) => sum + count, 0);

/** A vote as it is planned. */
export function plannedVote(given: { id: string; phaseId: string | null; now: number }): VoteRecord {
  return {
    type: 'vote',
    id: given.id,
    seq: 0,
    removedAt: null,
    phaseId: given.phaseId,
    ...NEW_VOTE,
    state: 'planned',
    turnout: null,
    electorate: null,
    results: null,
    createdAt: given.now,
    openedAt: null,
    closedAt: null,
    revealedAt: null
  };
}

/** `on` topics there is no topic whose notes they are. */
export function withSettings(vote: VoteRecord, set: VoteSettings): VoteRecord {
  const on = set.on ?? vote.on;
  return {
    ...vote,
    title: set.title ?? vote.title,
    on,
    topicId: on === 'topics' ? null : set.topicId === undefined ? vote.topicId : set.topicId,
    perPerson: set.perPerson ?? vote.perPerson,
    perItem: set.perItem === undefined ? vote.perItem : set.perItem
  };
}

const byAge = (a: VoteRecord, b: VoteRecord): number => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);
const byClosing = (a: VoteRecord, b: VoteRecord): number =>
  (a.closedAt ?? 0) - (b.closedAt ?? 0) || byAge(a, b);

/** All votes, the oldest first. */
export const votesOf = (view: RoomView): VoteRecord[] => allLive(view, 'vote').sort(byAge);

export function openVote(view: RoomView): VoteRecord | undefined {
  for (const vote of view.all('vote')) if (vote.state === 'open' && vote.removedAt === null) return vote;
  return undefined;
}

/**
 * The vote that everybody looks at while a phase runs: the open one; else the last one that was closed in it; else the
 * first one planned for it; else, in a look back, the last one of all.
 */
export function currentVote(view: RoomView, phaseId: string | null): VoteRecord | undefined {
  const open = openVote(view);
  if (open) return open;
  const votes = votesOf(view);
  const here = votes.filter((vote) => vote.phaseId === phaseId);
  return lastClosed(here) ?? here.find(({ state }) => state === 'planned') ?? lastClosed(votes);
}

const lastClosed = (votes: readonly VoteRecord[]): VoteRecord | undefined =>
  votes
    .filter(({ state }) => state === 'closed')
    .sort(byClosing)
    .at(-1);

/** Those who may give dots: whoever is in the workshop with a device, its facilitators too. */
export const mayVote = ({ role, byHand }: Pick<ParticipantRecord, 'role' | 'byHand'>): boolean =>
  role !== 'interested' && !byHand;

/** The ballots given in a vote. */
export const ballotsOf = (view: RoomView, voteId: string): BallotRecord[] =>
  allLive(view, 'ballot').filter((ballot) => ballot.voteId === voteId);

/** What dots can be placed on, by rank: live topics, or notes that lie on the board and not under another. */
export function itemsOf(view: RoomView, vote: VoteRecord): (TopicRecord | NoteRecord)[] {
  if (vote.on === 'topics') return allLive(view, 'topic').sort(byRank);
  return allLive(view, 'note')
    .filter(({ status, topicId, stackId }) => {
      const covered = stackId !== null && live(view, 'note', stackId) !== undefined;
      return status === 'shown' && !covered && (vote.topicId === null || topicId === vote.topicId);
    })
    .sort(byRank);
}

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

/**
 * Something went into another, or under it: in an open vote its dots go along, for what people meant lies there now; what
 * is more than one may place on one thing is free again. Every ballot is put anew, so that nobody learns from it whose
 * dots moved.
 */
export function dotsAlong(
  view: RoomView,
  { on, fromId, intoId }: { on: VoteSubject; fromId: string; intoId: string }
): StoredRecord[] {
  const open = openVote(view);
  if (open?.on !== on) return [];
  return ballotsOf(view, open.id).map((ballot) => ({
    ...ballot,
    dots: moved(ballot.dots, fromId, intoId, open.perItem)
  }));
}

function moved(dots: readonly Dots[], from: string, into: string, perItem: number | null): Dots[] {
  const along = dots.find(({ itemId }) => itemId === from)?.count ?? 0;
  if (along === 0) return [...dots];
  const there = dots.find(({ itemId }) => itemId === into)?.count ?? 0;
  const count = Math.min(there + along, perItem ?? Number.POSITIVE_INFINITY);
  return [...dots.filter(({ itemId }) => itemId !== from && itemId !== into), { itemId: into, count }];
}
