/** How many notes are drawn at first, and how many more each time the end comes near. */
const STEP = 60;

/** How much of a long row of notes is drawn: it grows as one goes on. */
export class Portion {
  #limit = $state(STEP);

  get limit(): number {
    return this.#limit;
  }

  more(): void {
    this.#limit += STEP;
  }

  /** At least so many notes must be there, for the keyboard to go on. */
  reach(count: number): void {
    while (this.#limit < count) this.more();
  }
}
