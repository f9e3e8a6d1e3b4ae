/** A screenful is read in that time from the last row of a hall. */
const TURN_MS = 14_000;

/**
 * A wall that shows more than fits: one screenful after the other, round and round. What is new is seen at once: the wall
 * goes back to the beginning, where the newest are. Call `start` in an effect.
 */
export class Rotation {
  readonly #perScreen: number;
  readonly #known = new Set<string>();
  #count = $state(0);
  #screen = $state(0);
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(perScreen: number) {
    this.#perScreen = perScreen;
  }

  readonly screens: number = $derived.by(() => Math.max(1, Math.ceil(this.#count / this.#perScreen)));

  /** Of the shown screen, from 0. */
  get screen(): number {
    return Math.min(this.#screen, this.screens - 1);
  }

  /** What is to be seen now of `all`. */
  shown<T>(all: readonly T[]): T[] {
    return all.slice(this.screen * this.#perScreen, (this.screen + 1) * this.#perScreen);
  }

  /** Tells which ones there are, the newest first. */
  look(ids: readonly string[]): void {
    const first = this.#known.size === 0;
    const fresh = ids.some((id) => !this.#known.has(id));
    for (const id of ids) this.#known.add(id);
    this.#count = ids.length;
    if (!fresh || first) return;
    this.#screen = 0;
    this.#wind();
  }

  /** Begins to turn. @returns how to end it */
  start(): () => void {
    this.#wind();
    return () => clearInterval(this.#timer);
  }

  /** A screen that has just come stays its whole time. */
  #wind(): void {
    clearInterval(this.#timer);
    this.#timer = setInterval(() => (this.#screen = (this.screen + 1) % this.screens), TURN_MS);
  }
}
