import { agnes } from 'ml-hclust';

/** Fewer notes than that are no topic. */
const SMALLEST = 2;

/** The tree costs the cube of its notes; of a larger board a part makes it, and the rest is put to its groups. */
const MOST_IN_TREE = 400;

/** Choices of the cut, tuned on one half of the labelled notes. */
export interface Cut {
  /** Notes that are less alike their cluster than this, on average, stay out. */
  least: number;
  /** How much being near a common neighbour counts. */
  smoothing: number;
  neighbours: number;
}
export const CUT: Cut = { least: 0.05, smoothing: 0.85, neighbours: 8 };

/** More topics than that nobody keeps apart on a wall. */
const mostClusters = (notes: number) => Math.min(24, Math.ceil(2 + Math.sqrt(notes)));

/**
 * Groups of indices that belong together, each in ascending order, largest first; what is like nothing else is in none.
 * Deterministic.
 * @param alike likeness of every pair, 0 to 1
 * @param keys equal for notes that say the same ("Mehr Busse", thirty times): they are one leaf of the tree, else they would
 *   be each other's only neighbours
 */
export function clustersOf(
  alike: readonly Float64Array[],
  keys: readonly string[],
  cut: Cut = CUT
): number[][] {
  const twins = twinsOf(keys);
  const joined = [...twins.keys()].filter((a) =>
    alike[a]?.some((value, b) => twins.has(b) && b !== a && value > 0)
  );
  const groups = joined.length < SMALLEST ? [] : treeOf(alike, evenly(joined, MOST_IN_TREE), cut);
  placeOthers(groups, alike, joined, cut.least);
  const placed = new Set(groups.flat());
  for (const [first, others] of twins)
    if (!placed.has(first) && others.length >= SMALLEST) groups.push([first]);
  return groups
    .map((group) => group.flatMap((first) => twins.get(first) ?? first).sort((a, b) => a - b))
    .sort((a, b) => b.length - a.length || (a[0] ?? 0) - (b[0] ?? 0));
}

/** The first of those with one key → all of them. An empty key is nobody's twin. */
function twinsOf(keys: readonly string[]): Map<number, number[]> {
  const firsts = new Map<string, number>();
  const twins = new Map<number, number[]>();
  for (const [index, key] of keys.entries()) {
    const first = key === '' ? undefined : firsts.get(key);
    if (first !== undefined) twins.get(first)?.push(index);
    else {
      firsts.set(key, index);
      twins.set(index, [index]);
    }
  }
  return twins;
}

/** The groups among the notes `joined`, by average linkage. */
function treeOf(alike: readonly Float64Array[], joined: readonly number[], cut: Cut): number[][] {
  const near = smoothed(
    joined.map((a) => Float64Array.from(joined, (b) => alike[a]?.[b] ?? 0)),
    cut
  );
  const distances = near.map((row, a) => Array.from(row, (value, b) => (a === b ? 0 : 1 - value)));
  const tree = agnes(distances, { method: 'average', isDistanceMatrix: true });
  let best: { score: number; groups: number[][] } = { score: -Infinity, groups: [] };
  for (let count = 1; count <= Math.min(mostClusters(joined.length), joined.length); count++) {
    const groups = tree.group(count).children.map((cluster) => cluster.indices());
    const score = silhouette(distances, groups);
    if (score > best.score) best = { score, groups };
  }
  return best.groups
    .map((group) => keepAlike(group, near, cut.least).map((index) => joined[index] ?? 0))
    .filter((group) => group.length >= SMALLEST);
}

/** At most `most` of them, spread evenly, so that no part of the board is left out. */
function evenly(items: readonly number[], most: number): number[] {
  const step = Math.max(1, items.length / most);
  return Array.from(
    { length: Math.min(items.length, most) },
    (_, index) => items[Math.floor(index * step)] ?? 0
  );
}

/** Puts those that were not in the tree where they are most at home, if anywhere. */
function placeOthers(
  groups: number[][],
  alike: readonly Float64Array[],
  joined: readonly number[],
  least: number
) {
  if (joined.length <= MOST_IN_TREE) return;
  const placed = new Set(groups.flat());
  const centres = groups.map((group) => [...group]);
  for (const note of joined) {
    if (placed.has(note)) continue;
    const row = alike[note];
    const likeness = centres.map(
      (group) => group.reduce((sum, other) => sum + (row?.[other] ?? 0), 0) / group.length
    );
    const best = Math.max(...likeness);
    if (best >= least) groups[likeness.indexOf(best)]?.push(note);
  }
}

/** Notes that are like the same others are a little alike themselves: short notes seldom share a word directly. */
function smoothed(alike: readonly Float64Array[], { smoothing, neighbours }: Cut): Float64Array[] {
  if (smoothing === 0) return [...alike];
  const nearest = alike.map((row, a) =>
    [...row.entries()]
      .filter(([b, value]) => b !== a && value > 0)
      .sort((x, y) => y[1] - x[1] || x[0] - y[0])
      .slice(0, neighbours)
  );
  return alike.map((row, a) =>
    row.map((direct, b) => {
      if (a === b) return 1;
      const through = mean(nearest[a], b) + mean(nearest[b], a);
      return (1 - smoothing) * direct + smoothing * (through / 2);
    })
  );
  function mean(list: readonly [number, number][] | undefined, to: number): number {
    if (!list || list.length === 0) return 0;
    let sum = 0;
    let weights = 0;
    for (const [index, weight] of list) {
      sum += weight * (index === to ? 1 : (alike[index]?.[to] ?? 0));
      weights += weight;
    }
    return sum / weights;
  }
}

/** Mean silhouette over all; a note that is alone counts 0. */
function silhouette(
  distances: readonly (readonly number[])[],
  groups: readonly (readonly number[])[]
): number {
  if (groups.length < 2) return 0;
  let sum = 0;
  for (const group of groups) {
    if (group.length < SMALLEST) continue;
    for (const a of group) {
      const row = distances[a] ?? [];
      const away = (members: readonly number[]) => members.reduce((total, b) => total + (row[b] ?? 1), 0);
      const inside = away(group) / (group.length - 1);
      let outside = Infinity;
      for (const other of groups)
        if (other !== group) outside = Math.min(outside, away(other) / other.length);
      sum += (outside - inside) / Math.max(outside, inside, Number.EPSILON);
    }
  }
  return sum / distances.length;
}

/** Without those that hardly resemble the rest of their group. */
function keepAlike(group: readonly number[], alike: readonly Float64Array[], least: number): number[] {
  if (group.length < SMALLEST) return [];
  return group.filter((a) => {
    const sum = group.reduce((total, b) => total + (a === b ? 0 : (alike[a]?.[b] ?? 0)), 0);
    return sum / (group.length - 1) >= least;
  });
}
