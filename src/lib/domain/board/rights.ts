/** Who may do what, by board and phase. The one place that both the server and the screens ask. */
import type { Actor, RoomView } from '../rules.ts';
import type { BoardRecord, ParticipantRight, PhaseName, PhaseRecord, Sees } from '../records.ts';
import { openVote } from './votes.ts';

export interface Rights {
  /** Pin notes and change or remove one's own. */
  write: boolean;
  comment: boolean;
  react: boolean;
  /** Make topics and put anybody's notes into them. */
  moveNotes: boolean;
  /** Put one's own notes into topics. */
  moveOwn: boolean;
  /** Read who wrote a note, where it is not anonymous. */
  seeNames: boolean;
  vote: boolean;
  /** Sign up for AGs: also when the workshop is over, through the AG's page. */
  signUp: boolean;
  /** Answer polls, in any phase; also while the board is frozen, for a facilitator has asked. */
  answer: boolean;
  /** Answer a poll with words of one's own, which all may read. */
  answerWords: boolean;
  /** Phases, timer, groups, settings, anybody's notes. */
  moderate: boolean;
}

/** What a new board without phases opens to participants: they touch their own notes, nobody else's. */
export const BOARD_MAY: readonly ParticipantRight[] = [
  'write',
  'comment',
  'react',
  'names',
  'vote',
  'signUp'
];

const WRITING: readonly ParticipantRight[] = ['write', 'comment', 'react', 'names', 'signUp'];
/**
 * What a new phase opens. Writing in `cluster` so that a note typed offline while collecting gets in; signing up in all,
 * because an AG's own page is there as soon as the AG is.
 */
export const PHASE_MAY: Readonly<Record<PhaseName, readonly ParticipantRight[]>> = {
  collect: WRITING,
  cluster: WRITING,
  vote: ['names', 'vote', 'signUp'],
  commit: ['names', 'signUp'],
  network: ['names', 'signUp']
};

type NewSetting =
  | 'layout'
  | 'order'
  | 'reactions'
  | 'kinds'
  | 'anonymous'
  | 'approval'
  | 'frozen'
  | 'may'
  | 'access'
  | 'membersOnly'
  | 'grouping'
  | 'lateToSmallest'
  | 'callBackAt';
/** The settings of a new board that nobody has touched yet. */
export const NEW_BOARD: Pick<BoardRecord, NewSetting> = {
  layout: 'wall',
  order: 'newest',
  reactions: 'thumb',
  kinds: [],
  anonymous: false,
  approval: false,
  frozen: false,
  may: [...BOARD_MAY],
  access: 'write',
  membersOnly: false,
  grouping: 'choose',
  lateToSmallest: true,
  callBackAt: null
};

export function boardOf(view: RoomView): BoardRecord | undefined {
  const [board] = view.all('board');
  return board;
}

export function currentPhase(view: RoomView): PhaseRecord | undefined {
  const phaseId = boardOf(view)?.phaseId;
  return phaseId ? view.get('phase', phaseId) : undefined;
}

/** Phases in their order. */
export const byPosition = (a: PhaseRecord, b: PhaseRecord): number =>
  a.position - b.position || (a.id < b.id ? -1 : 1);

/** Whose notes a participant reads now; a board without phases is open to all who are in it. */
export function currentSees(view: RoomView): Sees {
  return currentPhase(view)?.sees ?? 'all';
}

/** Whether what is written now carries no name: the board or the phase says so. */
export function currentAnonymous(view: RoomView): boolean {
  return (boardOf(view)?.anonymous ?? false) || (currentPhase(view)?.anonymous ?? false);
}

/** What is open to participants now. */
export function currentMay(view: RoomView): readonly ParticipantRight[] {
  return currentPhase(view)?.may ?? boardOf(view)?.may ?? [];
}

export const showsNames = ({ may }: BoardRecord | PhaseRecord): boolean => may.includes('names');

/** Whether `viewer` reads who wrote a note that is not anonymous. A public reader never does: private by default. */
export function seesNames(view: RoomView, viewer: Actor): boolean {
  return (
    viewer.role === 'facilitator' || (viewer.role === 'participant' && currentMay(view).includes('names'))
  );
}

/** What somebody who was muted does not do; voting and signing up stay theirs. */
const SPEAKING: ReadonlySet<ParticipantRight> = new Set(['write', 'comment', 'react', 'move']);

/** What `actor` may do. Whoever was appointed may what a facilitator may, but for the few things named at `Actor.appointed`. */
export function rightsOf(view: RoomView, actor: Actor): Rights {
  const board = boardOf(view);
  const phase = currentPhase(view)?.phase ?? null;
  const moderate = actor.role === 'facilitator';
  const participates = actor.role === 'participant';
  const open = board?.open ?? false;
  const opened = currentMay(view);
  const acts = participates && board?.access === 'write' && !board.frozen;
  const muted = participates && view.get('participant', actor.id)?.muted === true;
  const lets = (right: ParticipantRight): boolean =>
    opened.includes(right) && !(muted && SPEAKING.has(right));
  const may = (right: ParticipantRight): boolean => open && (moderate || (acts && lets(right)));
  const answer = open && (moderate || (participates && board?.access === 'write'));
  return {
    write: may('write'),
    comment: may('comment'),
    react: may('react') && board?.reactions !== 'none',
    moveNotes: may('move'),
    moveOwn: may('move') || (may('write') && phase === null),
    seeNames: seesNames(view, actor),
    // A ballot is a person's own, also a facilitator's: it is given where the vote is open to all.
    vote: open && (moderate || acts) && openVote(view) !== undefined && opened.includes('vote'),
    answer,
    answerWords: answer && !muted,
    // When the workshop is over, nobody waits for a phase any more.
    signUp: moderate || actor.role === 'interested' || (participates && (!open || opened.includes('signUp'))),
    moderate
  };
}
