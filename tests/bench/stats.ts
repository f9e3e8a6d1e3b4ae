/** Named numbers of one round of a scenario, e.g. `40.ours.seenByAll.p95`. Times are milliseconds unless the name says. */
export type Figures = Record<string, number>;

export interface Spread {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** Infinity, for what was not done in time, is the last. */
const ascending = (a: number, b: number): number => (a === b ? 0 : a - b);

/** The smallest value that at least `share` (0 … 1) of all values do not exceed (nearest rank). NaN of nothing. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted(ascending);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export function spreadOf(values: readonly number[]): Spread {
  return { p50: percentile(values, 0.5), p95: percentile(values, 0.95), p99: percentile(values, 0.99) };
}

/** The middle one, or the mean of the two in the middle. NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted(ascending);
  const half = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]];
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2;
}

/** Each figure's median over the rounds that have it. Ratios too are made within a round first: noise hits both sides. */
export function medians(rounds: readonly Figures[]): Figures {
  const names = new Set(rounds.flatMap((round) => Object.keys(round)));
  return Object.fromEntries(
    Array.from(names, (name) => [
      name,
      median(rounds.flatMap((round) => (round[name] === undefined ? [] : [round[name]])))
    ])
  );
}

/** Puts `prefix.` before every name; objects inside become dots. */
export function named(prefix: string, values: Readonly<Record<string, number | Spread>>): Figures {
  const figures: Figures = {};
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'number') figures[`${prefix}.${name}`] = value;
    else Object.assign(figures, named(`${prefix}.${name}`, { ...value }));
  }
  return figures;
}

/** Three digits that count, but at most three places: 1234 → 1234, 12.34 → 12.3, 0.1234 → 0.123. */
export function rounded(value: number): number {
  if (!Number.isFinite(value) || value === 0) return value;
  const places = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return Number(value.toFixed(Math.min(places, 3)));
}
