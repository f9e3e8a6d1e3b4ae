import type { RefusedCommand } from '$lib/client/RoomSession.svelte';
import type { PhaseRecord } from '$lib/domain/records';
import { m } from '$lib/i18n/paraglide/messages.js';
import { phaseLabel } from './phaseLabel';

/** What to say where somebody else moved on a moment before; null where it is another refusal. */
export function phaseTaken({ command, code }: RefusedCommand, now: PhaseRecord | null): string | null {
  if (command.type !== 'phase.set' || code !== 'conflict') return null;
  return now ? m.board_phase_taken({ phase: phaseLabel(now) }) : m.board_phase_none();
}
