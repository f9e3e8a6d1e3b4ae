import { rankBetween } from '$lib/domain/rank';

/** A rectangle in px of the viewport, as `getBoundingClientRect` gives it. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/**
 * Where in a flowing list (rows of `columns` items) something dropped at `point` (px of the viewport) belongs:
 * the index it gets among `boxes`, which are in list order. Answers `boxes.length` for the end.
 */
export function insertionIndex(
  point: { x: number; y: number },
  boxes: readonly Box[],
  columns: number
): number {
  const index = boxes.findIndex((box) => {
    if (columns < 2) return point.y < box.top + box.height / 2;
    return point.y < box.top || (point.y < box.top + box.height && point.x < box.left + box.width / 2);
  });
  return index === -1 ? boxes.length : index;
}

interface Ranked {
  id: string;
  rank: string;
}

/**
 * New ranks for `moving` (in this order) so that they stand together before the item that is now at `index` of
 * `list`. `list` may contain the moving ones; they count for the index and are taken out.
 */
export function ranksFor(list: readonly Ranked[], index: number, moving: readonly string[]): Ranked[] {
  const leaving = new Set(moving);
  const before = list.slice(0, index).findLast((item) => !leaving.has(item.id));
  const after = list.slice(index).find((item) => !leaving.has(item.id));
  let rank = before?.rank ?? null;
  return moving.map((id) => {
    rank = rankBetween(rank, after?.rank ?? null);
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
