/** People who wait for one counter: each is served alone, in order of arrival, and who finds too many before them is told. */
export class Line {
  readonly #most: number;
  #waiting = 0;
  #last: Promise<unknown> = Promise.resolve();

  /** @param most how many may wait or be served at a time */
  constructor(most: number) {
    this.#most = most;
  }

  get isFull(): boolean {
    return this.#waiting >= this.#most;
  }

  /** What `work` gives, once it was its turn. @throws what `work` throws; a RangeError when the line is full */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.isFull) throw new RangeError('the line is full');
    this.#waiting += 1;
    const turn = this.#last.then(work, work);
    this.#last = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      this.#waiting -= 1;
    }
  }
}
