/** Quick polls: a question to all, in any phase. Who answered what is told to nobody but the person, only how often. */
import type { CommandOf } from '../commands.ts';
import { LIMITS } from '../limits.ts';
import { byRank, rankBetween } from '../rank.ts';
import type { AnyRecord, PollRecord, StoredRecord } from '../records.ts';
import { removedRef, type Actor, type Decision, type Removed, type RoomView } from '../rules.ts';
import { accept, allLive, live, refuse } from './decision.ts';
import { distinctAnswers, openSums, recounted, wordKey } from './pollSums.ts';
import { boardOf, rightsOf, type Rights } from './rights.ts';

type PollCommand =
  | CommandOf<'poll.add'>
  | CommandOf<'poll.edit'>
  | CommandOf<'poll.move'>
  | CommandOf<'poll.open'>
  | CommandOf<'poll.close'>
  | CommandOf<'poll.remove'>
  | CommandOf<'poll.restore'>
  | CommandOf<'poll.hide'>
  | CommandOf<'poll.answer'>;

export function decidePoll(view: RoomView, actor: Actor, command: PollCommand, now: number): Decision {
  if (command.type === 'poll.answer') return answer(view, actor, command, now);
  if (!rightsOf(view, actor).moderate) return refuse('forbidden');
  if (command.type === 'poll.add') return addPoll(view, command, now);
  const poll = view.get('poll', command.pollId);
  if (!poll) return refuse('not_found');
  if (command.type === 'poll.restore') {
    if (poll.removedAt === null) return refuse('conflict');
    return isFull(view) ? refuse('limit') : accept({ ...poll, removedAt: null });
  }
  if (poll.removedAt !== null) return refuse('not_found');
  switch (command.type) {
    case 'poll.edit':
      return editPoll(poll, command);
    case 'poll.move':
      return accept({ ...poll, rank: command.rank });
    case 'poll.open':
      return boardOf(view)?.open === true ? accept(opened(poll, now)) : refuse('closed');
    case 'poll.close':
      if (poll.state === 'planned') return refuse('conflict');
      return accept(poll.state === 'closed' ? poll : { ...poll, state: 'closed', closedAt: now });
    case 'poll.remove':
      return accept({ ...poll, removedAt: now });
    case 'poll.hide': {
      const key = wordKey(command.word);
      const others = poll.hidden.filter((word) => word !== key);
      if (command.on && others.length >= LIMITS.pollHidden) return refuse('limit');
      return accept({ ...poll, hidden: command.on ? [...others, key] : others });
    }
  }
}

const isFull = (view: RoomView): boolean => allLive(view, 'poll').length >= LIMITS.pollsPerBoard;

/** Also again: those who have answered may change it, and the others join them. */
const opened = (poll: PollRecord, now: number): PollRecord =>
  poll.state === 'open' ? poll : { ...poll, state: 'open', openedAt: poll.openedAt ?? now, closedAt: null };

function addPoll(view: RoomView, command: CommandOf<'poll.add'>, now: number): Decision {
  if (view.get('poll', command.pollId)) return refuse('conflict');
  if (isFull(view)) return refuse('limit');
  if (command.open && boardOf(view)?.open !== true) return refuse('closed');
  const poll: PollRecord = {
    type: 'poll',
    id: command.pollId,
    seq: 0,
    removedAt: null,
    question: command.question,
    kind: command.kind,
    options: command.options ?? [],
    scale: command.scale ?? null,
    most: command.most ?? null,
    shows: command.shows ?? 'end',
    state: 'planned',
    rank: command.rank ?? rankBetween(allLive(view, 'poll').sort(byRank).at(-1)?.rank ?? null, null),
    answers: 0,
    given: 0,
    sums: [],
    hidden: [],
    openedAt: null,
    closedAt: null
  };
  if (!isWhole(poll)) return refuse('invalid');
  return accept(command.open ? opened(poll, now) : poll);
}

function editPoll(poll: PollRecord, command: CommandOf<'poll.edit'>): Decision {
  const next: PollRecord = {
    ...poll,
    question: command.question ?? poll.question,
    kind: command.kind ?? poll.kind,
    options: command.options ?? poll.options,
    scale: command.scale === undefined ? poll.scale : command.scale,
    most: command.most === undefined ? poll.most : command.most,
    shows: command.shows ?? poll.shows
  };
  if (!isWhole(next)) return refuse('invalid');
  return poll.answers > 0 && !keepsAnswers(poll, next) ? refuse('conflict') : accept(next);
}

/** Has what its kind needs, and nothing that another one would. */
function isWhole({ kind, options, scale }: PollRecord): boolean {
  const isChoice = kind === 'single' || kind === 'multiple';
  if ((scale !== null) !== (kind === 'scale')) return false;
  if (!isChoice) return options.length === 0;
  const distinct = (values: string[]): boolean => new Set(values).size === options.length;
  return options.length >= 2 && distinct(options.map(({ id }) => id)) && distinct(options.map(keyOfLabel));
}

const keyOfLabel = ({ label }: { label: string }): string => wordKey(label);

/**
 * Nobody who has answered said anything else afterwards: question, kind, scale and the options there were stay as they were.
 * Options may be added and moved, and more of them allowed.
 */
function keepsAnswers(before: PollRecord, after: PollRecord): boolean {
  const labels = new Map(after.options.map(({ id, label }) => [id, label]));
  return (
    after.question === before.question &&
    after.kind === before.kind &&
    JSON.stringify(after.scale) === JSON.stringify(before.scale) &&
    before.options.every(({ id, label }) => labels.get(id) === label) &&
    mostOf(after) >= mostOf(before)
  );
}

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
function answer(view: RoomView, actor: Actor, command: CommandOf<'poll.answer'>, now: number): Decision {
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
