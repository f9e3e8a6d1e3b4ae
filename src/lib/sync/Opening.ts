import type { RefusalCode } from '../domain/rules.ts';
import type { RoomOpened } from '../protocol/rooms.ts';
import { PROTOCOL_VERSION } from '../protocol/version.ts';
import type { Random } from '../util/random.ts';
import { backoff } from './CommandQueue.ts';
import type { Clock, Transport } from './ports.ts';

export interface OpeningOptions {
  roomId: string;
  transport: Transport;
  /** Of a public link: the room is opened for reading. */
  key?: string | undefined;
  clock: Clock;
  random: Random;
  /** @param since the clock that was asked with */
  opened: (answer: RoomOpened, since: number | null) => void;
  /** The server does not want to, and will not in a while either. */
  refused: (code: RefusalCode) => void;
  /** No answer in time: the line may be dead although nobody has noticed. */
  lost: () => void;
  /** The time for the next try has come. */
  due: () => void;
}

/** Asks the server to open a room, and later again where that brought nothing. A newer question makes older answers worthless. */
export class Opening {
  readonly #options: OpeningOptions;
  #turn = 0;
  #underWay = false;
  #attempt = 0;
  #cancelAgain: (() => void) | null = null;

  constructor(options: OpeningOptions) {
    this.#options = options;
  }

  get underWay(): boolean {
    return this.#underWay;
  }

  /** @param since everything up to this clock is known; null: nothing is */
  ask(since: number | null): void {
    this.#clearAgain();
    const turn = ++this.#turn;
    this.#underWay = true;
    const { transport, roomId, key } = this.#options;
    const payload = {
      room: roomId,
      ...(key !== undefined && { key }),
      version: PROTOCOL_VERSION,
      ...(since !== null && { since }),
      ...(transport.fetchWhole && { fetches: true })
    };
    transport.request('room:open', payload).then(
      (answer) => {
        if (turn !== this.#turn) return;
        if (answer.ok && answer.fetch) return this.#fetchWhole(turn, since);
        this.#underWay = false;
        if (answer.ok) this.#options.opened(answer, since);
        else if (answer.code === 'unavailable' || answer.code === 'rate_limited') {
          this.later(answer.retryAfterMs);
        } else this.#options.refused(answer.code);
      },
      () => {
        if (turn !== this.#turn) return;
        this.#options.lost();
        this.later();
      }
    );
  }

  /** The next failure waits as short as the first did. */
  succeeded(): void {
    this.#attempt = 0;
  }

  /** Tries again after a growing while, or after `ms`. */
  later(ms = backoff(this.#attempt++, this.#options.random)): void {
    this.#clearAgain();
    this.#cancelAgain = this.#options.clock.after(ms, () => {
      this.#cancelAgain = null;
      this.#options.due();
    });
  }

  /** Whatever the answer to the last question is, it comes too late. */
  drop(): void {
    this.#turn += 1;
    this.#underWay = false;
  }

  stop(): void {
    this.drop();
    this.#clearAgain();
  }

  /** The room listens to this line already: what comes meanwhile is held and goes on top. */
  #fetchWhole(turn: number, since: number | null): void {
    const { transport, roomId, key } = this.#options;
    const fetched = transport.fetchWhole?.(roomId, key) ?? Promise.resolve(null);
    void fetched
      .catch(() => null)
      .then((whole) => {
        if (turn !== this.#turn) return;
        this.#underWay = false;
        if (whole) this.#options.opened(whole, since);
        else this.later();
      });
  }

  #clearAgain(): void {
    this.#cancelAgain?.();
    this.#cancelAgain = null;
  }
}
