import { setTimeout as sleep } from 'node:timers/promises';

/** Waits that long for any answer: much longer than a person would, so that a slow server shows as slow, not as broken. */
export const PATIENCE = 120_000;
/** Somebody who is sent away that long gives up. */
export const GIVE_UP = 60_000;
const PAUSE = 500;

/** What a client of ours takes for "later": it waits a moment and asks again, and the clock runs on. */
export class TryAgain extends Error {}

export const isForLater = (code: unknown): boolean => code === 'unavailable' || code === 'rate_limited';

/** Does `work` until it is not sent away with `TryAgain`, or rejects with the last one. @param setback called each time it is */
export async function untilDone<T>(work: () => Promise<T>, setback: () => void): Promise<T> {
  const end = performance.now() + GIVE_UP;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof TryAgain) || performance.now() > end) throw error;
      setback();
      await sleep(PAUSE);
    }
  }
}

/** @throws `TryAgain` when `work` takes longer than `ms`; it goes on, but nobody waits for it */
export async function inTime<T>(ms: number, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new TryAgain(`not done within ${ms} ms`)), ms);
  return Promise.race([work, late.promise]).finally(() => clearTimeout(timer));
}
