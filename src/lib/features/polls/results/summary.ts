import { LIMITS } from '$lib/domain/limits';
import type { PollRecord } from '$lib/domain/records';
import { timeOfDay } from '$lib/i18n/dates';
import { decimal } from '$lib/i18n/numbers';
import { m } from '$lib/i18n/paraglide/messages.js';
import { meanOf } from './figures';

/** „34 von 38 haben geantwortet", or how many did where one does not know of how many; `people`: who could answer. */
export function turnoutOf({ answers }: PollRecord, people: number | null): string {
  return people === null || people < answers
    ? m.polls_answered({ count: answers })
    : m.polls_answered_of({ count: answers, total: people });
}

/** One line above a chart: turnout, mean or number of words, and when it ended. */
export function summaryOf(poll: PollRecord, people: number | null): string {
  const { kind, answers, given, sums, closedAt, state } = poll;
  if (answers === 0) return m.polls_answered_none();
  const parts = [
    kind === 'words' ? m.polls_words_of({ count: given, people: answers }) : turnoutOf(poll, people)
  ];
  if (kind === 'words' && (sums?.length ?? 0) >= LIMITS.pollWordsShown)
    parts.push(m.polls_words_shown({ count: LIMITS.pollWordsShown }));
  const mean = kind === 'scale' ? meanOf(poll) : null;
  if (mean !== null) parts.push(m.polls_mean({ mean: decimal(mean), steps: poll.scale?.steps ?? 0 }));
  if (state === 'closed' && closedAt !== null) parts.push(m.polls_ended_at({ time: timeOfDay(closedAt) }));
  return parts.join(', ');
}
