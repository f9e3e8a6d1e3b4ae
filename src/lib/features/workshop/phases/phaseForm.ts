import { byPosition } from '$lib/domain/board/rights';
import type { PhaseSettings } from '$lib/domain/commands';
import { LIMITS } from '$lib/domain/limits';
import { PARTICIPANT_RIGHTS, type ParticipantRight, type PhaseRecord } from '$lib/domain/records';

/** A phase as its dialog shows it. */
export interface PhaseForm extends Pick<PhaseRecord, 'title' | 'instruction' | 'sees' | 'anonymous'> {
  /** As the number field has it: null when it is empty. */
  minutes: number | null;
  may: readonly ParticipantRight[];
}

/** Before there is a phase to show. */
export const EMPTY: PhaseForm = {
  title: '',
  instruction: '',
  sees: 'all',
  anonymous: false,
  minutes: null,
  may: []
};

export const formOf = ({ title, instruction, sees, anonymous, minutes, may }: PhaseRecord): PhaseForm => ({
  title,
  instruction,
  sees,
  anonymous,
  minutes,
  may
});

/** Length in whole minutes: what is out of reach is the nearest that is possible. */
export function minutesOf(typed: number | null | undefined): number | null {
  if (typed === null || typed === undefined || !Number.isFinite(typed) || typed <= 0) return null;
  return Math.min(LIMITS.phaseMinutes, Math.max(1, Math.round(typed)));
}

/** What somebody changed, and only that: what others set meanwhile stays. Null when it is nothing. */
export function changesOf(was: PhaseForm, now: PhaseForm): PhaseSettings | null {
  const changes: PhaseSettings = {
    ...(was.title !== now.title.trim() && { title: now.title.trim() }),
    ...(was.instruction !== now.instruction.trim() && { instruction: now.instruction.trim() }),
    ...(was.minutes !== minutesOf(now.minutes) && { minutes: minutesOf(now.minutes) }),
    ...(was.sees !== now.sees && { sees: now.sees }),
    ...(was.anonymous !== now.anonymous && { anonymous: now.anonymous }),
    ...(was.may.join() !== now.may.join() && { may: [...now.may] })
  };
  return Object.keys(changes).length === 0 ? null : changes;
}

/** With `right` or without it, always in the same order. */
export const allowing = (
  may: readonly ParticipantRight[],
  right: ParticipantRight,
  on: boolean
): ParticipantRight[] => PARTICIPANT_RIGHTS.filter((one) => (one === right ? on : may.includes(one)));

/** `phase.move` counts among the others: for a row that is let go before `before` of all of them. Null: it stays. */
export function placeAmongOthers(
  phases: readonly PhaseRecord[],
  phaseId: string,
  before: number
): number | null {
  const at = phases.toSorted(byPosition).findIndex(({ id }) => id === phaseId);
  if (at === -1 || before === at || before === at + 1) return null;
  return before > at ? before - 1 : before;
}
