/** The phases of a workshop: in any order and number, several of one kind. One runs, or none. */
import type { CommandOf, PhaseSettings } from '../../commands.ts';
import { LIMITS } from '../../limits.ts';
import type { BoardRecord, PhaseRecord, StoredRecord } from '../../records.ts';
import type { Actor, Decision, RoomView } from '../../rules.ts';
import { accept, allLive, live, refuse, shownAnew } from '../decision.ts';
import { boardOf, byPosition, currentPhase, PHASE_MAY, rightsOf, showsNames } from '../rights.ts';
import { NO_TIMER } from '../timer.ts';
import { votesOnMove } from './counting.ts';

type PhaseCommand =
  | CommandOf<'phase.set'>
  | CommandOf<'phase.configure'>
  | CommandOf<'phase.add'>
  | CommandOf<'phase.move'>
  | CommandOf<'phase.remove'>;

/** What only facilitators do to the phases. */
export function decidePhase(view: RoomView, actor: Actor, command: PhaseCommand, now: number): Decision {
  if (!rightsOf(view, actor).moderate) return refuse('forbidden');
  const board = boardOf(view);
  if (!board) return refuse('not_found');
  if (command.type === 'phase.set') return setPhase(view, board, command, now);
  if (command.type === 'phase.add') return addPhase(view, command);
  const phase = live(view, 'phase', command.phaseId);
  if (!phase) return refuse('not_found');
  switch (command.type) {
    case 'phase.configure': {
      const next = withSettings(phase, command);
      const looksChange = phase.id === board.phaseId && looksDiffer(phase, next);
      return accept(next, ...(looksChange ? shownAnew(view, () => true) : []));
    }
    case 'phase.move':
      return accept(...numbered(othersThan(view, phase.id).toSpliced(command.position, 0, phase), phase.id));
    case 'phase.remove':
      // Nobody is left without a phase by it: the others are called elsewhere first.
      if (phase.id === board.phaseId) return refuse('conflict');
      return accept({ ...phase, removedAt: now }, ...numbered(othersThan(view, phase.id)));
  }
}

const othersThan = (view: RoomView, phaseId: string): PhaseRecord[] =>
  allLive(view, 'phase')
    .filter(({ id }) => id !== phaseId)
    .sort(byPosition);

/** Those that have another place now, `first` before the others: it is the one that the step is about. */
function numbered(phases: readonly PhaseRecord[], first?: string): PhaseRecord[] {
  return phases
    .map((phase, position) => ({ was: phase.position, phase: { ...phase, position } }))
    .filter(({ was, phase }) => phase.id === first || was !== phase.position)
    .map(({ phase }) => phase)
    .sort((a, b) => Number(b.id === first) - Number(a.id === first));
}

function withSettings(phase: PhaseRecord, set: PhaseSettings): PhaseRecord {
  return {
    ...phase,
    title: set.title ?? phase.title,
    sees: set.sees ?? phase.sees,
    may: set.may ?? phase.may,
    anonymous: set.anonymous ?? phase.anonymous,
    minutes: set.minutes === undefined ? phase.minutes : set.minutes,
    instruction: set.instruction ?? phase.instruction
  };
}

function addPhase(view: RoomView, command: CommandOf<'phase.add'>): Decision {
  const known = view.get('phase', command.phaseId);
  // Adding a removed phase again brings it back: that is how removing one is undone.
  if (known && known.removedAt === null) return refuse('conflict');
  const others = othersThan(view, command.phaseId);
  if (others.length >= LIMITS.phasesPerWorkshop) return refuse('limit');
  const before: PhaseRecord = known ?? {
    type: 'phase',
    id: command.phaseId,
    seq: 0,
    removedAt: null,
    phase: command.phase,
    title: '',
    position: others.length,
    sees: 'all',
    may: [...PHASE_MAY[command.phase]],
    anonymous: false,
    minutes: null,
    instruction: ''
  };
  const added = withSettings({ ...before, removedAt: null }, command);
  return accept(...numbered(others.toSpliced(command.position ?? others.length, 0, added), added.id));
}

function setPhase(
  view: RoomView,
  board: BoardRecord,
  command: CommandOf<'phase.set'>,
  now: number
): Decision {
  const next = command.phaseId === null ? null : live(view, 'phase', command.phaseId);
  if (next === undefined) return refuse('not_found');
  // Somebody else was faster with the same step: both have what they wanted.
  if (board.phaseId === command.phaseId) return accept(board);
  if (command.from !== undefined && command.from !== board.phaseId) return refuse('conflict');
  return accept(...movedTo(view, board, next, { newId: command.id, now }));
}

/** Moving on: every phone follows. A vote opens with its phase and is counted when the workshop leaves it. */
function movedTo(
  view: RoomView,
  board: BoardRecord,
  phase: PhaseRecord | null,
  vote: { newId: string; now: number }
): StoredRecord[] {
  const before = currentPhase(view);
  const next: BoardRecord = { ...board, phaseId: phase?.id ?? null, ...NO_TIMER, callBackAt: null };
  const votes = votesOnMove(view, { left: before ?? null, entered: phase, ...vote });
  const steps: StoredRecord[] = [next, ...votes];
  return looksDiffer(before ?? board, phase ?? board) ? [...steps, ...shownAnew(view, () => true)] : steps;
}

/** What one may read decides: then everybody receives the notes anew. A board without a phase shows all. */
function looksDiffer(a: BoardRecord | PhaseRecord, b: BoardRecord | PhaseRecord): boolean {
  const sees = (one: BoardRecord | PhaseRecord) => (one.type === 'phase' ? one.sees : 'all');
  return sees(a) !== sees(b) || showsNames(a) !== showsNames(b);
}
