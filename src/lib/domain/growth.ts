/** How the numbers of AGs grew: from single sign-ups to the points of a small chart. Pure. */

/** Somebody came into an AG, or left it (`to` null: still there). ms since 1970. */
export interface Stay {
  from: number;
  to: number | null;
}

/** How many were in at a time. */
export interface GrowthPoint {
  at: number;
  count: number;
}

/** Points at equal distances from the first day to `now`, both included; empty when nobody ever came. */
export function growthOf(stays: readonly Stay[], now: number, most = 12): GrowthPoint[] {
  const first = Math.min(...stays.map(({ from }) => from));
  if (!Number.isFinite(first) || first > now) return [];
  const span = Math.max(now - first, 1);
  const steps = Math.max(1, Math.min(most, Math.ceil(span / DAY_MS)));
  return countsAt(
    stays,
    Array.from({ length: steps + 1 }, (_, step) => Math.round(first + (span * step) / steps))
  );
}

export function countsAt(stays: readonly Stay[], times: readonly number[]): GrowthPoint[] {
  return times.map((at) => ({
    at,
    count: stays.filter(({ from, to }) => from <= at && (to === null || to > at)).length
  }));
}
const DAY_MS = 24 * 3_600_000;
