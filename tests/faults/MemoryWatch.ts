import { setTimeout as sleep } from 'node:timers/promises';
import { residentBytes } from '../support/processFigures.ts';

const MB = 1024 * 1024;

/** Watches a process's memory until `stop`, and says the least and the most, MB. */
export class MemoryWatch {
  readonly #pid: number;
  readonly #samples: number[] = [];
  #running = true;
  readonly #done: Promise<void>;

  constructor(pid: number) {
    this.#pid = pid;
    this.#done = this.#watch();
  }

  /** Medians, so that a garbage collection more or less does not count; `growth` is from the first third to the last. */
  async stop(): Promise<{ median: number; most: number; growth: number }> {
    this.#running = false;
    await this.#done;
    const third = Math.ceil(this.#samples.length / 3);
    return {
      median: quantile(this.#samples, 0.5),
      most: Math.max(...this.#samples),
      growth: quantile(this.#samples.slice(-third), 0.5) - quantile(this.#samples.slice(0, third), 0.5)
    };
  }

  async #watch(): Promise<void> {
    while (this.#running) {
      this.#samples.push(residentBytes(this.#pid) / MB);
      await sleep(200);
    }
  }
}

/** The value below which the share `at` of `values` lies; NaN of none. */
export function quantile(values: readonly number[], at: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? Number.NaN;
}
