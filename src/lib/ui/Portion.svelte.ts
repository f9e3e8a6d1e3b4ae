/** Drawn at first: more than a screen of them. */
const FIRST = 60;
/** How many more in one frame when the end comes near: few enough that nobody's wheel or finger waits for them. */
const STEP = 12;

/** How much of a long row of notes is drawn: it grows as one goes on. */
export class Portion {
  readonly #first: number;
  readonly #step: number;
  #limit = $state(0);

  /** @param first drawn at first @param step how many more in one frame */
  constructor(first = FIRST, step = STEP) {
    this.#first = first;
    this.#step = step;
    this.#limit = first;
  }

  get limit(): number {
    return this.#limit;
  }

  more(): void {
    this.#limit += this.#step;
  }

  /** More is drawn than at first. */
  get grown(): boolean {
    return this.#limit > this.#first;
  }

  /** Some of it is left out again, for whoever has gone back to the beginning. */
  less(): void {
    this.#limit = Math.max(this.#first, this.#limit - 3 * this.#step);
  }

  /** At least so many notes must be there, for the keyboard to go on. */
  reach(count: number): void {
    while (this.#limit < count) this.more();
  }
}
