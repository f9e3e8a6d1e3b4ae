/** How the answers of a poll are counted. Pure; the sums stand at the poll, so that nobody needs the answers themselves. */
import { LIMITS } from '../limits.ts';
import type { PollKind, PollRecord, PollSum } from '../records.ts';

/** What counts as the same word: case and whitespace make no difference. */
export function wordKey(word: string): string {
  return word.trim().replace(/\s+/g, ' ').normalize('NFC').toLowerCase();
}

/** Under which key an answer is counted: a word as such, an option by its id, a step of a scale by its number. */
export function answerKey(kind: PollKind, value: string): string {
  return kind === 'words' ? wordKey(value) : value;
}

/** Each answer once; of words that count as the same the first. */
export function distinctAnswers(kind: PollKind, values: readonly string[]): string[] {
  const keys = new Set<string>();
  return values.filter((value) => {
    const key = answerKey(kind, value);
    return !keys.has(key) && keys.add(key);
  });
}

/**
 * The poll after one person's answer was `before` and is `after`; empty: none. By difference, not by counting: a client that
 * predicts does not see the answers of others, and a participant not always the sums.
 */
export function recounted(poll: PollRecord, before: readonly string[], after: readonly string[]): PollRecord {
  const answered = (values: readonly string[]): number => (values.length > 0 ? 1 : 0);
  return {
    ...poll,
    answers: poll.answers + answered(after) - answered(before),
    given: poll.given + after.length - before.length,
    sums: poll.sums && added(poll.kind, added(poll.kind, poll.sums, before, -1), after, 1)
  };
}

function added(kind: PollKind, sums: PollSum[], values: readonly string[], step: 1 | -1): PollSum[] {
  let next = sums;
  for (const value of values) {
    const key = answerKey(kind, value);
    const known = next.find((sum) => sum.key === key);
    const sum: PollSum = { key, count: (known?.count ?? 0) + step };
    if (kind === 'words') sum.spellings = spelled(known?.spellings ?? [], value, step);
    next = known ? next.map((other) => (other === known ? sum : other)) : [...next, sum];
  }
  return next.filter(({ count }) => count > 0);
}

type Spellings = NonNullable<PollSum['spellings']>;

function spelled(spellings: Spellings, text: string, step: 1 | -1): Spellings {
  const count = (spellings.find((one) => one.text === text)?.count ?? 0) + step;
  const others = spellings.filter((one) => one.text !== text);
  return count > 0 ? [...others, { text, count }] : others;
}

/** A word as most people wrote it; where as many wrote it otherwise, with the capital letter. */
export function shownWord({ key, spellings = [] }: PollSum): string {
  let best: Spellings[number] | null = null;
  for (const one of spellings) {
    const better = !best || one.count > best.count || (one.count === best.count && one.text < best.text);
    if (better) best = one;
  }
  return best?.text ?? key;
}

/** Most frequent first, of equals by the alphabet. */
const byCount = (a: PollSum, b: PollSum): number => b.count - a.count || (a.key < b.key ? -1 : 1);

/**
 * What those see who do not moderate: no word that was hidden, and of very many the most frequent, for the whole of them goes
 * to everybody with each new answer.
 */
export function openSums({ kind, sums, hidden }: PollRecord): PollSum[] {
  if (kind !== 'words') return sums ?? [];
  return (sums ?? [])
    .filter(({ key }) => !hidden.includes(key))
    .sort(byCount)
    .slice(0, LIMITS.pollWordsShown);
}
