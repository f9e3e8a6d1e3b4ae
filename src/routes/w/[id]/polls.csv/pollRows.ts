import { openSums, shownWord } from '$lib/domain/board/pollSums';
import { byRank } from '$lib/domain/rank';
import type { PollRecord } from '$lib/domain/records';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { Cell } from '$lib/server/csv';

/** One row an answer, polls in their order, with a heading; without words that were taken off the screens. */
export function pollRows(polls: readonly PollRecord[]): Cell[][] {
  const asked = polls.filter(({ removedAt, openedAt }) => removedAt === null && openedAt !== null);
  return [
    [m.polls_question(), m.polls_answer(), m.polls_votes(), m.polls_people()],
    ...asked
      .sort(byRank)
      .flatMap((poll) =>
        answersOf(poll).map(([answer, count]): Cell[] => [poll.question, answer, count, poll.answers])
      )
  ];
}

function answersOf(poll: PollRecord): [string, number][] {
  if (poll.kind === 'words') return openSums(poll).map((sum) => [shownWord(sum), sum.count]);
  const countOf = (key: string): number => poll.sums?.find((sum) => sum.key === key)?.count ?? 0;
  if (poll.scale === null) return poll.options.map(({ id, label }) => [label, countOf(id)]);
  const { steps, low, high } = poll.scale;
  return Array.from({ length: steps }, (_, at) => {
    const end = at === 0 ? low : at === steps - 1 ? high : '';
    return [end ? `${at + 1} (${end})` : String(at + 1), countOf(String(at + 1))];
  });
}
