/** Who may do what, by phase. The one place that both the server and the screens ask. */
import type { Actor, RoomView } from '../rules.ts';
import type { BoardRecord, PhaseName, PhaseRecord, Sees } from '../records.ts';

export interface Rights {
  /** Pin notes and change or remove one's own. */
  write: boolean;
  /** Comment and react. */
  comment: boolean;
  /** Make topics and put notes into them. */
  moveNotes: boolean;
  vote: boolean;
  /** Sign up for AGs: also when the workshop is over, through the AG's page. */
  signUp: boolean;
  /** Phases, timer, groups, settings, anybody's notes. */
  moderate: boolean;
}

/** Phases in which participants may still write. In `cluster` so that a note typed offline while collecting gets in. */
const WRITING: ReadonlySet<PhaseName> = new Set(['collect', 'cluster']);

export function boardOf(view: RoomView): BoardRecord | undefined {
  const [board] = view.all('board');
  return board;
}

export function currentPhase(view: RoomView): PhaseRecord | undefined {
  const phaseId = boardOf(view)?.phaseId;
  return phaseId ? view.get('phase', phaseId) : undefined;
}

/** Whose notes a participant reads now; a board without phases is open to all who are in it. */
export function currentSees(view: RoomView): Sees {
  return currentPhase(view)?.sees ?? 'all';
}

export function rightsOf(view: RoomView, actor: Actor): Rights {
  const board = boardOf(view);
  const phase = currentPhase(view)?.phase ?? null;
  const present = actor.role === 'participant' || actor.role === 'facilitator';
  const moderate = actor.role === 'facilitator';
  const open = board?.open ?? false;
  return {
    write: open && present && (moderate || phase === null || WRITING.has(phase)),
    comment: open && present && (moderate || phase === null || WRITING.has(phase)),
    moveNotes: open && (moderate || (present && phase === null)),
    vote: open && present && board?.voting === 'open' && (phase === null || phase === 'vote'),
    signUp: present || actor.role === 'interested',
    moderate
  };
}
