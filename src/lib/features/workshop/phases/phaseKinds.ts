import type { PhaseName } from '$lib/domain/records';
import { m } from '$lib/i18n/paraglide/messages.js';

/** What a new phase of this kind asks of participants: contents, which the facilitators may change. */
const INSTRUCTIONS: Readonly<Record<PhaseName, () => string>> = {
  collect: m.templates_instruction_collect,
  cluster: m.templates_instruction_cluster,
  vote: m.templates_instruction_vote,
  commit: m.templates_instruction_commit,
  network: m.templates_instruction_network
};

export const usualInstruction = (kind: PhaseName): string => INSTRUCTIONS[kind]();
