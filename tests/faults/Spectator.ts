import type { Random } from '../../src/lib/util/random.ts';
import { PROTOCOL_VERSION } from '../../src/lib/protocol/version.ts';
import { NodeTransport } from './NodeTransport.ts';
import type { Place } from './VirtualClient.ts';

/** Somebody of whom only counts whether the board is there: takes what a client takes, and keeps none of it. */
export class Spectator {
  readonly #place: Place;
  readonly #transport: NodeTransport;
  #seq: number | null = null;
  /** The room is open on the line that is up now. */
  whole = false;

  constructor(place: Place, random: Random) {
    this.#place = place;
    const { url, cookie } = place;
    this.#transport = new NodeTransport({
      url,
      cookie,
      random,
      answered: () => undefined,
      heard: ({ seq }) => (this.#seq = Math.max(this.#seq ?? 0, seq))
    });
  }

  /** Fetches the picture and opens the line; `whole` says when that is done. @throws when the picture cannot be had */
  async open(withinMs: number): Promise<void> {
    const { url, cookie, room } = this.#place;
    const response = await fetch(`${url}/api/rooms/${room}?as=packed`, {
      headers: { cookie, 'accept-encoding': 'br' },
      signal: AbortSignal.timeout(withinMs)
    });
    const text = await response.text();
    // The clock stands behind the records; parsing a thousand boards would measure this process instead.
    const seq = /"seq":(\d+),"me":/.exec(text)?.[1];
    if (response.ok && seq !== undefined) this.#seq = Number(seq);
    this.#listen(room);
  }

  close(): void {
    this.#transport.close();
  }

  #listen(room: string): void {
    this.#transport.listen(room, {
      connected: () => void this.#enter(room),
      disconnected: () => (this.whole = false),
      refused: () => undefined,
      change: () => undefined,
      presence: () => undefined,
      closed: () => undefined
    });
  }

  async #enter(room: string): Promise<void> {
    try {
      const since = this.#seq === null ? {} : { since: this.#seq };
      const answer = await this.#transport.request('room:open', {
        room,
        version: PROTOCOL_VERSION,
        ...since
      });
      if (answer.ok) {
        this.#seq = answer.seq;
        this.whole = true;
      } else if (answer.retryAfterMs !== undefined) {
        setTimeout(() => void this.#enter(room), answer.retryAfterMs).unref();
      }
    } catch {
      // As the client: the line may be dead although nobody has noticed.
      if (this.#transport.connected) setTimeout(() => void this.#enter(room), 500).unref();
    }
  }
}
