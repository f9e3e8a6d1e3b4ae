import type { CardMatch } from '$lib/domain/cards/matches';

/** After a change that the person made or watches: several come in a row. */
const PAUSE_MS = 1500;
/** In a hall that makes its cards all at once nobody needs every change, and a thousand must not ask at the same time. */
const LATER_MS = 20_000;
const SPREAD_MS = 40_000;

/** The cards that fit one's own, asked for anew when cards change. */
export class CardMatches {
  #matches = $state.raw<CardMatch[] | null>(null);
  #waiting: ReturnType<typeof setTimeout> | undefined;
  #asked = false;
  readonly #leaving = new AbortController();
  readonly #random: () => number;

  /** @param matches what came with the page */
  constructor(matches: CardMatch[] | null, random: () => number = Math.random) {
    this.#matches = matches;
    this.#random = random;
  }

  /** Null: not known yet, or there is nothing to compare with. */
  get matches(): CardMatch[] | null {
    return this.#matches;
  }

  /** To be called when the cards are there, and when one's own, or a list that is looked at, has changed. */
  refresh(): void {
    this.#askIn(this.#asked ? PAUSE_MS : 0);
  }

  /** To be called when others' cards have changed meanwhile. */
  refreshLater(): void {
    if (!this.#asked) this.refresh();
    else if (this.#waiting === undefined) this.#askIn(LATER_MS + SPREAD_MS * this.#random());
  }

  stop(): void {
    clearTimeout(this.#waiting);
    this.#leaving.abort();
  }

  #askIn(ms: number): void {
    clearTimeout(this.#waiting);
    this.#asked = true;
    this.#waiting = setTimeout(() => {
      this.#waiting = undefined;
      void this.#ask();
    }, ms);
  }

  async #ask(): Promise<void> {
    try {
      const response = await fetch('/api/cards/matches', { signal: this.#leaving.signal });
      const answer = (await response.json()) as { ok: boolean; matches?: CardMatch[] | null };
      if (answer.ok) this.#matches = answer.matches ?? null;
    } catch {
      // Left, or no line: what was known stays.
    }
  }
}
