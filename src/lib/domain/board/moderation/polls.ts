import type { CommandOf } from '../../commands.ts';
import { LIMITS } from '../../limits.ts';
import { byRank, rankBetween } from '../../rank.ts';
import type { PollRecord } from '../../records.ts';
import type { Actor, Decision, RoomView } from '../../rules.ts';
import { accept, allLive, refuse } from '../decision.ts';
import { mostOf } from '../polls.ts';
import { wordKey } from '../pollSums.ts';
import { boardOf, rightsOf } from '../rights.ts';

type PollCommand =
  | CommandOf<'poll.add'>
  | CommandOf<'poll.edit'>
  | CommandOf<'poll.move'>
  | CommandOf<'poll.open'>
  | CommandOf<'poll.close'>
  | CommandOf<'poll.remove'>
  | CommandOf<'poll.restore'>
  | CommandOf<'poll.hide'>;

/** What only facilitators do with polls. */
export function decidePoll(view: RoomView, actor: Actor, command: PollCommand, now: number): Decision {
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
