import type { Found } from '$lib/domain/cards/directory';

/** After the last key: nobody types slower between two letters of a word. */
const PAUSE_MS = 150;

/**
 * What the database finds in the cards, asked for while somebody types. Until it answers, and where it cannot be reached,
 * `found` is of another search, and the letters of the cards decide (`directoryOf`).
 */
export class CardSearch {
  #found = $state.raw<Found | null>(null);
  #asked: string;
  #waiting: ReturnType<typeof setTimeout> | undefined;
  #leaving = new AbortController();

  /** @param found what came with the page */
  constructor(found: Found | null) {
    this.#found = found;
    this.#asked = found?.q ?? '';
  }

  get found(): Found | null {
    return this.#found;
  }

  look(text: string): void {
    const q = text.trim();
    if (q === this.#asked) return;
    this.stop();
    this.#asked = q;
    if (q !== '') this.#waiting = setTimeout(() => void this.#ask(q), PAUSE_MS);
  }

  stop(): void {
    clearTimeout(this.#waiting);
    this.#leaving.abort();
    this.#leaving = new AbortController();
  }

  async #ask(q: string): Promise<void> {
    const { signal } = this.#leaving;
    try {
      const response = await fetch(`/api/cards/search?${new URLSearchParams({ q }).toString()}`, { signal });
      const answer = (await response.json()) as { ok: boolean; found?: Found };
      if (answer.found && !signal.aborted) this.#found = answer.found;
    } catch {
      // Left, or no line: what the letters say stays. The same words are asked for again with the next key.
      if (!signal.aborted) this.#asked = '';
    }
  }
}
