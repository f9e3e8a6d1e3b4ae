/** The order of the table's rows. */
export const COLUMNS = ['text', 'kind', 'topic', 'group', 'author', 'time', 'likes'] as const;
export type Column = (typeof COLUMNS)[number];

export interface Sorting {
  column: Column;
  ascending: boolean;
}

/** The first click on a heading sorts the way one looks for: words from A, numbers and times from the most. */
export function sortingAfterClick(now: Sorting | null, column: Column): Sorting {
  if (now?.column === column) return { column, ascending: !now.ascending };
  return { column, ascending: column !== 'time' && column !== 'likes' };
}

export type Cell = string | number | null;

/**
 * `notes` by one column; what has nothing there comes last, whichever the direction, and equals stay as they were.
 *
 * @param cellOf what the column says of a note
 */
export function sortRows<N>(
  notes: readonly N[],
  sorting: Sorting | null,
  cellOf: (note: N, column: Column) => Cell
): readonly N[] {
  if (!sorting) return notes;
  const { column, ascending } = sorting;
  const order = new Intl.Collator('de', { numeric: true });
  const compare = (a: string | number, b: string | number): number =>
    typeof a === 'number' && typeof b === 'number' ? a - b : order.compare(String(a), String(b));
  const cells = new Map(notes.map((note) => [note, cellOf(note, column)]));
  return notes.toSorted((one, other) => {
    const a = cells.get(one) ?? null;
    const b = cells.get(other) ?? null;
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return ascending ? compare(a, b) : compare(b, a);
  });
}
