import { PHASES, type PhaseName, type PhaseRecord } from '$lib/domain/records';

export interface PhaseStepState {
  phase: PhaseName;
  state: 'done' | 'now' | 'next';
}

/** The phases of a workshop in order, seen from the one that runs now. */
export function phaseSteps(phases: readonly PhaseRecord[], current: PhaseRecord | null): PhaseStepState[] {
  const at = current?.position ?? -1;
  return phases.map(({ phase, position }) => ({
    phase,
    state: position < at ? 'done' : position === at ? 'now' : 'next'
  }));
}

/** The phase after the one that runs now; null after the last, and on a plain board. */
export function nextPhase(phases: readonly PhaseRecord[], current: PhaseRecord | null): PhaseName | null {
  if (current === null) return null;
  return phases.find((phase) => phase.position > current.position)?.phase ?? null;
}

/** Does switching to `wanted` call people back? Then it is asked first. */
export function isBackwards(
  phases: readonly PhaseRecord[],
  current: PhaseRecord | null,
  wanted: PhaseName
): boolean {
  const target = phases.find((phase) => phase.phase === wanted);
  return target !== undefined && current !== null && target.position < current.position;
}

export type View = PhaseName | 'board';

const VIEWS: readonly string[] = [...PHASES, 'board'];

/** `?view=…` of the address, when it names a view. */
export function viewOf(wanted: string | null): View | null {
  return wanted !== null && VIEWS.includes(wanted) ? (wanted as View) : null;
}

/** What is on the screen: a look back at the board for everybody; other phases early only for facilitators. */
export function viewToShow(wanted: View | null, current: PhaseName | null, moderates: boolean): PhaseName {
  const now = current ?? 'collect';
  if (wanted === null) return now;
  if (wanted === 'board') return 'collect';
  return moderates || PHASES.indexOf(wanted) <= PHASES.indexOf(now) ? wanted : now;
}
