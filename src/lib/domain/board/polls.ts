/** Quick polls: a question to all, in any phase. Who answered what is told to nobody but the person, only how often. */
import type { CommandOf } from '../commands.ts';
import { LIMITS } from '../limits.ts';
import type { AnyRecord, PollRecord, StoredRecord } from '../records.ts';
import { removedRef, type Actor, type Decision, type Removed, type RoomView } from '../rules.ts';
import { accept, allLive, live, refuse } from './decision.ts';
import { distinctAnswers, openSums, recounted } from './pollSums.ts';
import { rightsOf, type Rights } from './rights.ts';

/** How many answers one person may give. */
export function mostOf({ kind, most, options }: PollRecord): number {
  if (kind === 'words') return most ?? LIMITS.pollWords;
  if (kind === 'multiple') return Math.min(most ?? options.length, options.length);
  return 1;
}

/** Whoever was muted chooses like everybody, and writes no words. */
export const mayAnswer = ({ answer, answerWords }: Rights, { kind, state }: PollRecord): boolean =>
  state === 'open' && (kind === 'words' ? answerWords : answer);

/** The whole answer each time, so that sending it twice or late does no harm; an empty one takes it back. */
export function answerPoll(
  view: RoomView,
  actor: Actor,
  command: CommandOf<'poll.answer'>,
  now: number
): Decision {
  const rights = rightsOf(view, actor);
  const poll = live(view, 'poll', command.pollId);
  if (!poll || (poll.state === 'planned' && !rights.moderate)) return refuse('not_found');
  if (!mayAnswer(rights, poll)) return refuse('closed');
  const values = distinctAnswers(poll.kind, command.values);
  if (values.some((value) => !fits(poll, value))) return refuse('invalid');
  if (values.length > mostOf(poll)) return refuse('limit');
  const id = `${poll.id}:${actor.id}`;
  return accept(
    {
      type: 'pollAnswer',
      id,
      seq: 0,
      removedAt: values.length === 0 ? now : null,
      pollId: poll.id,
      participantId: actor.id,
      values
    },
    recounted(poll, live(view, 'pollAnswer', id)?.values ?? [], values)
  );
}

function fits({ kind, options, scale }: PollRecord, value: string): boolean {
  if (kind === 'words') return value.length <= LIMITS.pollWord;
  if (kind !== 'scale') return options.some(({ id }) => id === value);
  const step = Number(value);
  return Number.isInteger(step) && String(step) === value && step >= 1 && step <= (scale?.steps ?? 0);
}

/**
 * Two entries of one person become one: the answers go over, and where both have answered that of `intoId` stays, so that
 * nobody counts twice. For whoever merges participants.
 */
export function mergedAnswers(view: RoomView, fromId: string, intoId: string, now: number): StoredRecord[] {
  return allLive(view, 'pollAnswer')
    .filter(({ participantId }) => participantId === fromId)
    .flatMap((answered): StoredRecord[] => {
      const id = `${answered.pollId}:${intoId}`;
      const gone = { ...answered, removedAt: now, values: [] };
      if (!live(view, 'pollAnswer', id)) return [gone, { ...answered, id, participantId: intoId }];
      const poll = view.get('poll', answered.pollId);
      return poll ? [gone, recounted(poll, answered.values, [])] : [gone];
    });
}

/** Nobody but facilitators hears of a poll before it opens, or sees its sums before they are to be shown. */
export function pollFor(viewer: Actor, poll: PollRecord): AnyRecord | Removed | null {
  if (viewer.role === 'facilitator') return poll;
  if (viewer.role !== 'participant' || poll.openedAt === null) return null;
  if (poll.removedAt !== null) return removedRef(poll);
  const shown = poll.shows === 'live' || poll.state === 'closed';
  return { ...poll, sums: shown ? openSums(poll) : null, hidden: [] };
}
