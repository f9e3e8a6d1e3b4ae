import type { PollRecord } from '$lib/domain/records';
import { decimal } from '$lib/i18n/numbers';
import { m } from '$lib/i18n/paraglide/messages.js';
import { isShownToAll } from '../polls';
import { meanOf } from '../results/figures';

export interface StageFigure {
  /** The one large number. */
  value: string;
  /** What it counts. */
  label: string;
}

/** The figure at the top right of the projector. Until the result is shown it is how many have answered. @param people who could */
export function stageFigure(poll: PollRecord, people: number): StageFigure {
  const { kind, answers, given } = poll;
  const mean = kind === 'scale' && isShownToAll(poll) ? meanOf(poll) : null;
  if (mean !== null) return { value: decimal(mean), label: m.polls_stage_mean({ count: answers }) };
  if (kind === 'words' && isShownToAll(poll))
    return { value: String(given), label: m.polls_stage_words({ count: answers }) };
  return {
    value: String(answers),
    label: people < answers ? m.polls_stage_answered() : m.polls_stage_answered_of({ total: people })
  };
}
