import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again and again until `is` says true. Milliseconds it took, or null when `withinMs` passed before. */
export async function until(
  is: () => boolean | Promise<boolean>,
  withinMs: number,
  everyMs = 25
): Promise<number | null> {
  const start = performance.now();
  for (;;) {
    if (await is()) return performance.now() - start;
    if (performance.now() - start > withinMs) return null;
    await sleep(everyMs);
  }
}
