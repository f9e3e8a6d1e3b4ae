import type { CardMatch } from '$lib/domain/cards/matches';

/** After a change: several come in a row when a hall makes its cards. */
const PAUSE_MS = 1500;

/** The cards that fit one's own, asked for anew when cards change. */
export class CardMatches {
  #matches = $state.raw<CardMatch[] | null>(null);
  #waiting: ReturnType<typeof setTimeout> | undefined;
  readonly #leaving = new AbortController();

  /** @param matches what came with the page */
  constructor(matches: CardMatch[] | null) {
    this.#matches = matches;
  }

  /** Null: not known yet, or there is nothing to compare with. */
  get matches(): CardMatch[] | null {
    return this.#matches;
  }

  /** To be called when cards are there, and when they have changed. */
  refresh(): void {
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => void this.#ask(), this.#matches ? PAUSE_MS : 0);
  }

  stop(): void {
    clearTimeout(this.#waiting);
    this.#leaving.abort();
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
