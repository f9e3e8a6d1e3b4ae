import type { Found } from '$lib/domain/cards/directory';

/** After the last key: nobody types slower between two letters of a word. */
const PAUSE_MS = 150;

/**
 * What the database finds in the cards, asked for while somebody types. The list stays as it is until the answer is there;
 * where the database cannot be reached, `found` is null, and the letters of the cards decide (`directoryOf`).
 */
export class CardSearch {
  #q = $state.raw('');
  #found = $state.raw<Found | null>(null);
  #asked: string;
  #waiting: ReturnType<typeof setTimeout> | undefined;
  #leaving = new AbortController();

  /** @param q what the page was opened with @param found what came with it */
  constructor(q: string, found: Found | null) {
    this.#q = q.trim();
    this.#found = found;
    this.#asked = this.#q;
  }

  /** What the list shows just now: the words that are answered. */
  get q(): string {
    return this.#q;
  }

  get found(): Found | null {
    return this.#found;
  }

  look(text: string): void {
    const q = text.trim();
    if (q === this.#asked) return;
    this.stop();
    this.#asked = q;
    if (q === '') this.#show(q, null);
    else this.#waiting = setTimeout(() => void this.#ask(q), PAUSE_MS);
  }

  stop(): void {
    clearTimeout(this.#waiting);
    this.#leaving.abort();
    this.#leaving = new AbortController();
  }

  async #ask(q: string): Promise<void> {
    const { signal } = this.#leaving;
    let found: Found | null = null;
    try {
      const response = await fetch(`/api/cards/search?${new URLSearchParams({ q }).toString()}`, { signal });
      const answer = (await response.json()) as { ok: boolean; found?: Found };
      found = answer.found ?? null;
    } catch {
      // Left, or no line.
    }
    if (!signal.aborted) this.#show(q, found);
  }

  #show(q: string, found: Found | null): void {
    this.#q = q;
    this.#found = found;
  }
}
