import type { PhaseName, PhaseRecord } from '$lib/domain/records';
import { m } from '$lib/i18n/paraglide/messages.js';

const LABELS: Readonly<Record<PhaseName, () => string>> = {
  collect: () => m.board_phase_collect(),
  cluster: () => m.board_phase_cluster(),
  vote: () => m.board_phase_vote(),
  commit: () => m.board_phase_commit(),
  network: () => m.board_phase_network()
};

/** The usual word for a kind of phase. */
export function kindLabel(kind: PhaseName): string {
  return LABELS[kind]();
}

/** What a phase is called, as on the phase bar. */
export function phaseLabel({ phase, title }: Pick<PhaseRecord, 'phase' | 'title'>): string {
  return title || kindLabel(phase);
}
