import { KINDS } from '../load/tasks.ts';
import { rounded, type Figures } from '../stats.ts';
import type { Table } from './Scenario.ts';
import { TITLES } from './sideBySide.ts';

/** The distinct first parts of the figures' names, in their order: `40`, `200`, … */
export const groupsOf = (figures: Figures): string[] => [
  ...new Set(Object.keys(figures).flatMap((name) => name.split('.', 1)))
];

/** A figure for people; empty when it was not measured. */
export function shown(figures: Figures, name: string): number | string {
  const value = figures[name];
  if (value === undefined) return '';
  return value === Infinity ? 'not in time' : rounded(value);
}

/** Acknowledged and seen-by-all of ours and the floors, one line each. `of`: what the groups are. */
export function latencyRows(figures: Figures, of: string): Table['rows'] {
  return groupsOf(figures).flatMap((group) =>
    KINDS.map((kind) => ({
      [of]: Number(group),
      server: TITLES[kind],
      ...Object.fromEntries(
        (['acked', 'seenByAll'] as const).flatMap((what) =>
          (['p50', 'p95', 'p99'] as const).map((p) => [
            `${what === 'acked' ? 'acked' : 'seen by all'} ${p}`,
            shown(figures, `${group}.${kind}.${what}.${p}`)
          ])
        )
      ),
      'p95 × Socket.IO': kind === 'ours' ? shown(figures, `${group}.seenByAll.p95.timesFloor`) : '',
      'p95 × ws': kind === 'ours' ? shown(figures, `${group}.seenByAll.p95.timesWs`) : ''
    }))
  );
}
