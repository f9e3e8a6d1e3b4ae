/** Which polls there are for whom, and which one is to be spoken of now. */
import { allLive } from '$lib/domain/board/decision';
import { mayAnswer } from '$lib/domain/board/polls';
import type { Rights } from '$lib/domain/board/rights';
import { byRank } from '$lib/domain/rank';
import type { PollAnswerRecord, PollRecord } from '$lib/domain/records';
import type { RoomView } from '$lib/domain/rules';

/** In the order that the facilitators gave them. */
export const pollsOf = (view: RoomView): PollRecord[] => allLive(view, 'poll').sort(byRank);

/** Open ones first, as they were opened; then the closed ones, the last first. */
export function askedPolls(view: RoomView): PollRecord[] {
  const asked = pollsOf(view).filter(({ openedAt }) => openedAt !== null);
  return [
    ...asked.filter(isOpen).sort((a, b) => (a.openedAt ?? 0) - (b.openedAt ?? 0)),
    ...asked.filter((poll) => !isOpen(poll)).sort((a, b) => (b.closedAt ?? 0) - (a.closedAt ?? 0))
  ];
}

export const isOpen = ({ state }: PollRecord): boolean => state === 'open';

/** My answer; null: none yet, or taken back. */
export function answerOf(view: RoomView, pollId: string, me: string): PollAnswerRecord | null {
  const answer = view.get('pollAnswer', `${pollId}:${me}`);
  return answer && answer.removedAt === null ? answer : null;
}

/** What the projector shows: of the open ones the last that was opened, else the one that was closed last. */
export function stagePoll(view: RoomView): PollRecord | null {
  const asked = askedPolls(view);
  return asked.findLast(isOpen) ?? asked[0] ?? null;
}

/** Participants see sums when they are told; the projector is read by all, so it waits for the end as they do. */
export const isShownToAll = ({ shows, state }: PollRecord): boolean => shows === 'live' || state === 'closed';

/** The line under the bar: a question that waits, one that was answered and may be changed, a result to look at. */
export type PollNews =
  | { type: 'ask'; poll: PollRecord; more: number }
  | { type: 'answered'; poll: PollRecord }
  | { type: 'result'; poll: PollRecord };

/**
 * @param can of the person: what they may not answer they are not asked
 * @param seen ids of closed polls whose result is no news: they were closed before one came, or one has looked at them
 */
export function pollNews(
  view: RoomView,
  { me, can, seen }: { me: string; can: Rights; seen: ReadonlySet<string> }
): PollNews | null {
  const asked = askedPolls(view);
  const open = asked.filter(isOpen);
  const waiting = open.filter((poll) => answerOf(view, poll.id, me) === null && mayAnswer(can, poll));
  if (waiting[0]) return { type: 'ask', poll: waiting[0], more: waiting.length - 1 };
  const closed = asked.find((poll) => !isOpen(poll) && !seen.has(poll.id));
  if (closed) return { type: 'result', poll: closed };
  const last = open.findLast((poll) => answerOf(view, poll.id, me) !== null);
  return last ? { type: 'answered', poll: last } : null;
}
