import type { Clock, Hint, HintBus, PresenceBus, PresenceNews } from '../ports.ts';

/** What may happen to one message on its way to one process: the delay in ms, or null when it is lost. */
export type Fate = (what: 'hint' | 'news') => number | null;

interface Ears {
  hint: ((hint: Hint) => void) | null;
  news: ((from: string, news: PresenceNews) => void) | null;
  restored: Set<() => void>;
  /** News of one sender keep their order. */
  newsAt: number;
}

/** News between processes that share one memory. `join` gives each process its own end, which does not hear itself. */
export class MemoryBus {
  readonly #clock: Clock;
  readonly #fate: Fate;
  readonly #ears = new Map<string, Ears>();
  #count = 0;

  constructor(clock: Clock, fate: Fate = () => 0) {
    this.#clock = clock;
    this.#fate = fate;
  }

  join(): HintBus & PresenceBus & { close(): Promise<void> } {
    const self = `process ${++this.#count}`;
    const ears: Ears = { hint: null, news: null, restored: new Set(), newsAt: 0 };
    this.#ears.set(self, ears);
    const others = () => [...this.#ears].filter(([name]) => name !== self).map(([, other]) => other);
    return {
      publish: (hint) => {
        for (const other of others()) {
          const delay = this.#fate('hint');
          if (delay !== null) this.#clock.after(delay, () => other.hint?.(hint));
        }
      },
      subscribe: (heard, restored) => {
        ears.hint = heard;
        ears.restored.add(restored);
        return () => {
          ears.hint = null;
          ears.restored.delete(restored);
        };
      },
      tell: (news) => {
        const copy = structuredClone(news);
        for (const other of others()) {
          const delay = this.#fate('news');
          if (delay === null) continue;
          const now = this.#clock.now();
          other.newsAt = Math.max(other.newsAt, now + delay);
          this.#clock.after(other.newsAt - now, () => other.news?.(self, copy));
        }
      },
      listen: (heard, restored) => {
        ears.news = heard;
        ears.restored.add(restored);
        restored();
        return () => {
          ears.news = null;
          ears.restored.delete(restored);
        };
      },
      close: () => {
        this.#ears.delete(self);
        return Promise.resolve();
      }
    };
  }

  /** The line was down for everybody and is there again. */
  restore(): void {
    for (const { restored } of [...this.#ears.values()]) for (const tell of [...restored]) tell();
  }
}
