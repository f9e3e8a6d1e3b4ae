import type { BoardSession } from '$lib/client/BoardSession.svelte';
import { fetchHere } from '$lib/client/here';

const AGAIN_MS = 10_000;

/** Who is here just now. Presence names the first fifty; of more people the server is asked now and then. */
export class Here {
  readonly #session: BoardSession;
  #asked = $state.raw<ReadonlySet<string> | null>(null);
  readonly ids: ReadonlySet<string> = $derived.by(() => {
    const { people, count } = this.#session.presence;
    const named = new Set(people.map(({ id }) => id));
    return count > named.size && this.#asked ? this.#asked.union(named) : named;
  });

  constructor(session: BoardSession) {
    this.#session = session;
  }

  /** Goes on asking until it is told to stop. */
  watch(): () => void {
    const ended = new AbortController();
    const ask = async () => {
      const { count, people } = this.#session.presence;
      if (count > people.length)
        this.#asked = (await fetchHere(this.#session.roomId, ended.signal)) ?? this.#asked;
    };
    void ask();
    const timer = setInterval(() => void ask(), AGAIN_MS);
    return () => {
      clearInterval(timer);
      ended.abort();
    };
  }
}
