import type { PhaseName } from '$lib/domain/records';
import { m } from '$lib/i18n/paraglide/messages.js';

const LABELS: Readonly<Record<PhaseName, () => string>> = {
  collect: () => m.board_phase_collect(),
  cluster: () => m.board_phase_cluster(),
  vote: () => m.board_phase_vote(),
  commit: () => m.board_phase_commit(),
  network: () => m.board_phase_network()
};

/** The word for a phase, as on the phase bar. */
export function phaseLabel(phase: PhaseName): string {
  return LABELS[phase]();
}
