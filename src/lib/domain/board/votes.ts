/**
 * Votes with dots: what is up for one, whose ballots there are. Who may do what with them: ballots.ts and moderation/votes.ts;
 * how they are counted: moderation/counting.ts.
 */
import type { VoteSettings } from '../commands.ts';
import { byRank } from '../rank.ts';
import type {
  BallotRecord,
  Dots,
  NoteRecord,
  ParticipantRecord,
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
/** The one that was closed first. */
export const byClosing = (a: VoteRecord, b: VoteRecord): number =>
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
