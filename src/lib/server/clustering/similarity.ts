import type { Features, Vector } from './features.ts';

/** How much each way of seeing a note counts; together 1. */
export interface Weights {
  words: number;
  fields: number;
  letters: number;
}

/** Tuned on one half of the labelled notes; the other half is what the test reports. */
export const WEIGHTS: Weights = { words: 0.25, fields: 0.65, letters: 0.1 };

/** Likeness of every pair, 0 to 1, as rows; the diagonal is 1. Symmetric. */
export function similarities(notes: readonly Features[], weights: Weights = WEIGHTS): Float64Array[] {
  const rows = notes.map(() => new Float64Array(notes.length));
  for (const way of ['words', 'fields', 'letters'] as const) {
    addProducts(
      rows,
      notes.map((note) => note[way]),
      weights[way]
    );
  }
  for (const [index, row] of rows.entries()) row[index] = 1;
  return rows;
}

/** Adds `weight` times the cosine of every pair: through an index by feature, as most pairs share none. */
function addProducts(rows: readonly Float64Array[], vectors: readonly Vector[], weight: number): void {
  const holders = new Map<string, [index: number, value: number][]>();
  for (const [index, vector] of vectors.entries()) {
    for (const [feature, value] of vector) {
      const list = holders.get(feature);
      if (list) list.push([index, value]);
      else holders.set(feature, [[index, value]]);
    }
  }
  for (const list of holders.values()) {
    for (const [a, left] of list) {
      const row = rows[a];
      if (row) for (const [b, right] of list) row[b] = (row[b] ?? 0) + weight * left * right;
    }
  }
}
