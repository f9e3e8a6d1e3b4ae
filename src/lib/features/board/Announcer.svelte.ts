/** How long arrivals are gathered before they are spoken as one sentence, milliseconds. */
const GATHER_MS = 1500;

/** Polite words for screen readers; a `role="status"` region shows `text`. */
export class Announcer {
  #text = $state('');
  #arrived = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #sentence: (count: number) => string;

  /** @param arrivals the sentence for a number of new notes */
  constructor(arrivals: (count: number) => string) {
    this.#sentence = arrivals;
  }

  get text(): string {
    return this.#text;
  }

  /** The same sentence twice would not be read again: an invisible character makes it new. */
  say(text: string): void {
    this.#text = this.#text === text ? `${text}\u200b` : text;
  }

  /** Many notes in a moment become one sentence. */
  arrived(count: number): void {
    this.#arrived += count;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.say(this.#sentence(this.#arrived));
      this.#arrived = 0;
    }, GATHER_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
