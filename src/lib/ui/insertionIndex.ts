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
