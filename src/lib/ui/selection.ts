/** `selected` with `id` ticked or no longer ticked. */
export function toggled(selected: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(selected);
  if (!next.delete(id)) next.add(id);
  return next;
}

/**
 * `selected` and everything between `anchor` (where ticking began) and `to` in `order`. Without an anchor, or when one
 * of the two is no longer in `order`, only `to` is added.
 */
export function extended(
  selected: ReadonlySet<string>,
  order: readonly string[],
  anchor: string | null,
  to: string
): ReadonlySet<string> {
  const from = anchor === null ? -1 : order.indexOf(anchor);
  const end = order.indexOf(to);
  if (from === -1 || end === -1) return new Set(selected).add(to);
  const range = order.slice(Math.min(from, end), Math.max(from, end) + 1);
  return new Set([...selected, ...range]);
}

/** The ticked ones that are still there, in the order of the wall. */
export function stillThere(selected: ReadonlySet<string>, order: readonly string[]): string[] {
  return order.filter((id) => selected.has(id));
}
