/** The workshop's clock. It runs by the server's time, so that all phones show the same rest, whatever their clocks say. */
import type { BoardRecord } from '../records.ts';

/** At most one of the two is set: it runs, or it is paused. */
export type TimerFields = Pick<BoardRecord, 'timerEndsAt' | 'timerLeftMs'>;

export const NO_TIMER: Readonly<TimerFields> = { timerEndsAt: null, timerLeftMs: null };

/** Milliseconds left at `now` (server time), never negative; null where there is no timer. */
export function timerLeft({ timerEndsAt, timerLeftMs }: TimerFields, now: number): number | null {
  return timerEndsAt === null ? timerLeftMs : Math.max(0, timerEndsAt - now);
}
