import { rankBetween } from './rank.ts';

interface Ranked {
  id: string;
  rank: string;
}

/**
 * New ranks for `moving` (in this order) so that they stand together before the item that is now at `index` of
 * `list`. `list` may contain the moving ones; they count for the index and are taken out. Items behind them that share the
 * rank of the one before (pinned in the same moment) get new ranks too, at the end of the answer: else there is no room.
 */
export function ranksFor(list: readonly Ranked[], index: number, moving: readonly string[]): Ranked[] {
  const leaving = new Set(moving);
  const before = list.slice(0, index).findLast((item) => !leaving.has(item.id));
  const behind = list.slice(index).filter((item) => !leaving.has(item.id));
  const room = behind.findIndex((item) => before === undefined || item.rank > before.rank);
  const tied = room === -1 ? behind : behind.slice(0, room);
  const after = behind[tied.length]?.rank ?? null;
  let rank = before?.rank ?? null;
  return [...moving, ...tied.map((item) => item.id)].map((id) => {
    rank = rankBetween(rank, after);
    return { id, rank };
  });
}

/**
 * The index for `ranksFor` that moves an item one place up (-1) or down (1); null when it is there already or not
 * in the list.
 */
export function stepIndex(list: readonly { id: string }[], id: string, by: -1 | 1): number | null {
  const from = list.findIndex((item) => item.id === id);
  const to = from + by;
  if (from === -1 || to < 0 || to >= list.length) return null;
  return by === 1 ? to + 1 : to;
}

/** True when putting `moving` before `index` leaves the order as it is. */
export function staysInPlace(
  list: readonly { id: string }[],
  index: number,
  moving: readonly string[]
): boolean {
  const first = list.findIndex((item) => item.id === moving[0]);
  if (first === -1 || index < first || index > first + moving.length) return false;
  return moving.every((id, offset) => list[first + offset]?.id === id);
}
