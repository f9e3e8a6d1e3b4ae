const pairs = (n: number) => (n * (n - 1)) / 2;

function counts(keys: Iterable<string>): number[] {
  const counted = new Map<string, number>();
  for (const key of keys) counted.set(key, (counted.get(key) ?? 0) + 1);
  return [...counted.values()];
}

const pairsIn = (keys: Iterable<string>) => counts(keys).reduce((sum, n) => sum + pairs(n), 0);

/**
 * How well two partitions of the same things agree, over all pairs, corrected for chance (Hubert and Arabie 1985): 1 is the
 * same, 0 what chance gives. `a[i]` and `b[i]` are the classes of thing i.
 */
export function adjustedRandIndex(a: readonly string[], b: readonly string[]): number {
  if (a.length !== b.length) throw new Error('two partitions of the same things have the same length');
  const both = pairsIn(a.map((key, index) => JSON.stringify([key, b[index]])));
  const inA = pairsIn(a);
  const inB = pairsIn(b);
  const expected = a.length < 2 ? 0 : (inA * inB) / pairs(a.length);
  const most = (inA + inB) / 2;
  return most === expected ? 1 : (both - expected) / (most - expected);
}
