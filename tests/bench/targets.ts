import type { Figures } from './stats.ts';

/** What issues 3, 4 and 7 ask for, as figures of a scenario. A ratio is made of two figures of the same round. */
export interface Target {
  readonly says: string;
  readonly scenario: string;
  readonly figure: string;
  readonly unit: string;
  readonly atMost?: number;
  readonly atLeast?: number;
}

export const TARGETS: readonly Target[] = [
  {
    says: 'steady, 200 people: seen-by-all p95, times the Socket.IO floor',
    scenario: 'steady',
    figure: '200.seenByAll.p95.timesFloor',
    unit: '×',
    atMost: 2.5
  },
  {
    says: 'burst, 1,000 people within a second: times faster than the Socket.IO floor',
    scenario: 'burst',
    figure: '1000.spread.timesFaster',
    unit: '×',
    atLeast: 5
  },
  {
    says: 'join, 2,000 notes: cold, first request after the start',
    scenario: 'join',
    figure: '2000.coldStart.ms',
    unit: 'ms',
    atMost: 150
  },
  {
    says: 'join, 2,000 notes: cold, first request after a change',
    scenario: 'join',
    figure: '2000.coldChange.ms',
    unit: 'ms',
    atMost: 150
  },
  { says: 'join, 2,000 notes: warm', scenario: 'join', figure: '2000.warm.ms', unit: 'ms', atMost: 30 },
  {
    says: 'join, 2,000 notes: on the wire',
    scenario: 'join',
    figure: '2000.warm.kB',
    unit: 'kB',
    atMost: 60
  },
  {
    says: 'join, 1,000 people at once: all in',
    scenario: 'join',
    figure: 'crowd.seconds',
    unit: 's',
    atMost: 5
  },
  {
    says: 'join, 1,000 people at once: on the wire',
    scenario: 'join',
    figure: 'crowd.MB',
    unit: 'MB',
    atMost: 40
  },
  {
    says: 'idle: memory a connection, times the Socket.IO floor',
    scenario: 'idle',
    figure: 'memory.timesFloor',
    unit: '×',
    atMost: 1.5
  },
  {
    says: 'board, 50 notes: the first is painted',
    scenario: 'board',
    figure: '50.firstNote',
    unit: 'ms',
    atMost: 400
  },
  {
    says: 'board, 50 notes: script on the wire',
    scenario: 'board',
    figure: '50.scriptKB',
    unit: 'kB',
    atMost: 150
  },
  {
    says: 'board, 2,000 notes: the first is painted',
    scenario: 'board',
    figure: '2000.firstNote',
    unit: 'ms',
    atMost: 1500
  },
  {
    says: 'board, 2,000 notes: live',
    scenario: 'board',
    figure: '2000.live',
    unit: 'ms',
    atMost: 3000
  },
  {
    says: 'board, 2,000 notes: longest task while scrolling',
    scenario: 'board',
    figure: '2000.scrollTask',
    unit: 'ms',
    atMost: 100
  },
  {
    says: 'board, 2,000 notes: longest task while typing',
    scenario: 'board',
    figure: '2000.longestTask',
    unit: 'ms',
    atMost: 100
  },
  {
    says: 'cards, 2,000 cards: a search is answered (median of all kinds)',
    scenario: 'cards',
    figure: 'search.ms',
    unit: 'ms',
    atMost: 100
  },
  {
    says: 'cards, 2,000 cards: the first is painted',
    scenario: 'cards',
    figure: 'page.firstCard',
    unit: 'ms',
    atMost: 1500
  },
  {
    says: 'memory, 2,000 notes: heap after 10 minutes of changes, times that of a page just opened',
    scenario: 'memory',
    figure: 'timesFresh',
    unit: '×',
    atMost: 1.2
  }
];

export interface Verdict {
  readonly says: string;
  /** E.g. `at most 2.5 ×`. */
  readonly wanted: string;
  readonly measured: number;
  readonly unit: string;
  readonly met: boolean;
}

/** Judges the targets of the scenarios that ran; those whose figure was not measured (fewer people) are left out. */
export function judge(scenarios: Readonly<Record<string, Figures>>): Verdict[] {
  return TARGETS.flatMap(({ says, scenario, figure, unit, atMost, atLeast }) => {
    const measured = scenarios[scenario]?.[figure];
    if (measured === undefined) return [];
    const met =
      (atMost === undefined || measured <= atMost) && (atLeast === undefined || measured >= atLeast);
    const wanted = atMost === undefined ? `at least ${atLeast} ${unit}` : `at most ${atMost} ${unit}`;
    return [{ says, wanted, measured, unit, met }];
  });
}
