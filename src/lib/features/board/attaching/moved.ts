/** The list with one item a place further up or down; the same where there is no such place. */
export function moved<T>(list: readonly T[], at: number, by: -1 | 1): T[] {
  const to = at + by;
  if (to < 0 || to >= list.length) return [...list];
  return list.map((item, i) => (i === at ? (list[to] ?? item) : i === to ? (list[at] ?? item) : item));
}
