import { PHASES, type PhaseName, type PhaseRecord } from '$lib/domain/records';

export interface PhaseStepState {
  phase: PhaseRecord;
  state: 'done' | 'now' | 'next';
}

/** The phases of a workshop in order, seen from the one that runs now. */
export function phaseSteps(phases: readonly PhaseRecord[], current: PhaseRecord | null): PhaseStepState[] {
  const at = current?.position ?? -1;
  return phases.map((phase) => ({
    phase,
    state: phase.position < at ? 'done' : phase.position === at ? 'now' : 'next'
  }));
}

/** The phase after the one that runs now, the first where none runs; null after the last, and on a plain board. */
export function nextPhase(phases: readonly PhaseRecord[], current: PhaseRecord | null): PhaseRecord | null {
  const at = current?.position ?? -1;
  return phases.find(({ position }) => position > at) ?? null;
}

/** Does switching to `wanted` call people back? Then it is asked first. */
export function isBackwards(current: PhaseRecord | null, wanted: PhaseRecord): boolean {
  return current !== null && wanted.position < current.position;
}

export type View = PhaseName | 'board';

const VIEWS: readonly string[] = [...PHASES, 'board'];

/** `?view=…` of the address, when it names a view. */
export function viewOf(wanted: string | null): View | null {
  return wanted !== null && VIEWS.includes(wanted) ? (wanted as View) : null;
}

/**
 * What is on the screen: a look back at the board, or at what a phase before was, for everybody; kinds that are still to
 * come only for facilitators.
 */
export function viewToShow(
  wanted: View | null,
  phases: readonly PhaseRecord[],
  current: PhaseRecord | null,
  moderates: boolean
): PhaseName {
  const now = current?.phase ?? 'collect';
  if (wanted === null) return now;
  if (wanted === 'board') return 'collect';
  const at = current?.position ?? -1;
  const been = phases.some(({ phase, position }) => phase === wanted && position <= at);
  return moderates || been ? wanted : now;
}
