import type { Clock, Hint, HintBus } from '../ports.ts';

/** What may happen to one message on its way to one process: the delay in ms, or null when it is lost. */
export type Fate = () => number | null;

type Member = { heard: (hint: Hint) => void; restored: () => void };

/** News between processes that share one memory. `join` gives each process its own end, which does not hear itself. */
export class MemoryBus {
  readonly #clock: Clock;
  readonly #fate: Fate;
  readonly #hints = new Map<object, Member>();

  constructor(clock: Clock, fate: Fate = () => 0) {
    this.#clock = clock;
    this.#fate = fate;
  }

  join(): HintBus {
    const self = {};
    return {
      publish: (hint) => {
        for (const [other, { heard }] of this.#hints) {
          const delay = other === self ? null : this.#fate();
          if (delay !== null)
            this.#clock.after(delay, () => this.#hints.get(other)?.heard === heard && heard(hint));
        }
      },
      subscribe: (heard, restored) => {
        this.#hints.set(self, { heard, restored });
        return () => this.#hints.delete(self);
      }
    };
  }

  /** The line was down for everybody and is there again. */
  restore(): void {
    for (const { restored } of [...this.#hints.values()]) restored();
  }
}
