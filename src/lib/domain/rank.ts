/**
 * Fractional ranks: strings over 0-9A-Za-z that sort by code unit (collation "C" in PostgreSQL) and between any two of
 * which there is another. Equal ranks may occur when two people drop at the same place at once: sort by (rank, id).
 */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BASE = DIGITS.length;
/** Appending steps in the first six digits, so that a list that only grows at its ends keeps short ranks. */
const HEAD = 6;
const STEP = BASE ** 3;

const digitAt = (rank: string, index: number): number => DIGITS.indexOf(rank[index] ?? '0');
const digit = (value: number): string => DIGITS.charAt(value);
const trim = (rank: string): string => rank.replace(/0+$/, '');

function headOf(rank: string): number {
  let value = 0;
  for (let i = 0; i < HEAD; i++) value = value * BASE + digitAt(rank, i);
  return value;
}

function fromHead(value: number): string {
  let rank = '';
  for (let rest = value, i = 0; i < HEAD; i++) {
    rank = digit(rest % BASE) + rank;
    rest = Math.floor(rest / BASE);
  }
  return trim(rank);
}

/** The shortest rank strictly between `low` and `high` (null: no bound), by the middle of the first differing digit. */
function middle(low: string, high: string | null): string {
  let prefix = '';
  let upper = high;
  for (let i = 0; ; i++) {
    const a = digitAt(low, i);
    const b = upper === null ? BASE : digitAt(upper, i);
    if (a === b) {
      prefix += digit(a);
    } else if (b - a > 1) {
      return prefix + digit(Math.floor((a + b) / 2));
    } else {
      // Neighbours: stay on the low side, where the high bound no longer matters.
      prefix += digit(a);
      upper = null;
    }
  }
}

/**
 * A rank after `before` and before `after`; null stands for the start or the end of the list. When the two are not in
 * order (equal ranks of a tie), the answer follows `before`.
 */
export function rankBetween(before: string | null, after: string | null): string {
  if (before === null && after === null) return 'V';
  if (before !== null && after !== null && before < after) return middle(before, after);
  if (before !== null) {
    const next = headOf(before) + STEP;
    return next < BASE ** HEAD ? fromHead(next) : middle(before, null);
  }
  const previous = headOf(after ?? '') - STEP;
  return previous > 0 ? fromHead(previous) : middle('', after);
}

/** A rank that grows with time, for things added at the end without knowing their neighbours. `now` in ms. */
export function rankAt(now: number): string {
  let rank = '';
  for (let rest = Math.max(1, Math.floor(now)), i = 0; i < 8; i++) {
    rank = digit(rest % BASE) + rank;
    rest = Math.floor(rest / BASE);
  }
  return trim(rank);
}

/** Compares by rank, then id: the order of every ordered list. */
export function byRank(a: { rank: string; id: string }, b: { rank: string; id: string }): number {
  if (a.rank !== b.rank) return a.rank < b.rank ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
