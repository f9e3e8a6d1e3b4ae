/** The figures of a poll as charts and tables show them. Pure. */
import { answerKey, openSums, shownWord } from '$lib/domain/board/pollSums';
import type { PollRecord } from '$lib/domain/records';

export interface Bar {
  key: string;
  label: string;
  count: number;
  /** Of the people who answered, 0 to 1; of several choices they add up to more than 1. */
  share: number;
  mine: boolean;
}

const countOf = ({ sums }: PollRecord, key: string): number =>
  sums?.find((sum) => sum.key === key)?.count ?? 0;

/** Of a choice: while it runs in the order of the options, so that nothing jumps; at the end the most frequent first. */
export function barsOf(poll: PollRecord, mine: readonly string[]): Bar[] {
  const bars = poll.options.map(({ id, label }): Bar => {
    const count = countOf(poll, id);
    return {
      key: id,
      label,
      count,
      share: poll.answers === 0 ? 0 : count / poll.answers,
      mine: mine.includes(id)
    };
  });
  return poll.state === 'closed' ? bars.sort((a, b) => b.count - a.count) : bars;
}

export interface Step {
  step: number;
  count: number;
  /** Height of its column: 1 is the highest. */
  height: number;
  mine: boolean;
}

export function stepsOf(poll: PollRecord, mine: readonly string[]): Step[] {
  const counts = Array.from({ length: poll.scale?.steps ?? 0 }, (_, at) => countOf(poll, String(at + 1)));
  const most = Math.max(1, ...counts);
  return counts.map((count, at) => ({
    step: at + 1,
    count,
    height: count / most,
    mine: mine.includes(String(at + 1))
  }));
}

/** Mean of a scale; null: nobody has answered. */
export function meanOf(poll: PollRecord): number | null {
  const steps = stepsOf(poll, []);
  const answers = steps.reduce((sum, { count }) => sum + count, 0);
  return answers === 0 ? null : steps.reduce((sum, { step, count }) => sum + step * count, 0) / answers;
}

export interface CloudWord {
  key: string;
  text: string;
  count: number;
  /** Times the size of the text around. */
  size: number;
  tone: 'high' | 'middle' | 'low';
  mine: boolean;
}

/** The most frequent is at most that many times as large as one that was said once. */
const LARGEST = 3.4;

/** The words of a poll, the most frequent first; without hidden ones. */
export function wordsOf(poll: PollRecord, mine: readonly string[]): CloudWord[] {
  const sums = openSums(poll);
  const most = sums[0]?.count ?? 1;
  const own = new Set(mine.map((word) => answerKey('words', word)));
  // A few votes are no reason for giant letters.
  const span = Math.min(LARGEST - 1, (most - 1) * 0.4);
  return sums.map((sum): CloudWord => {
    const part = most === 1 ? 0 : (sum.count - 1) / (most - 1);
    return {
      key: sum.key,
      text: shownWord(sum),
      count: sum.count,
      size: Math.round((1 + span * part) * 100) / 100,
      tone: most < 3 ? 'middle' : part >= 0.6 ? 'high' : part <= 0.15 ? 'low' : 'middle',
      mine: own.has(sum.key)
    };
  });
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/**
 * The words as they lie in a cloud: mixed, and on every screen alike. A word keeps its neighbours when others come: the order
 * is made of the words themselves, so only sizes change.
 */
export function inCloud(words: readonly CloudWord[]): CloudWord[] {
  return [...words].sort((a, b) => hashOf(a.key) - hashOf(b.key) || (a.key < b.key ? -1 : 1));
}
