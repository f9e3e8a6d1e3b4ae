import type { Clock } from '$lib/util/clock';
import { SlidingWindow, addressKey } from './slidingWindow';

const WINDOW_MS = 15 * 60_000;
/** Failures after which one address gets no further try on one account. */
const PER_PAIR = 8;
/** Failures after which one address gets no further try at all. */
const PER_ADDRESS = 40;
/** Failures on one account, from anywhere, after which each try is answered late. */
const SLOW_FROM = 10;
const MAX_DELAY_MS = 3000;

/**
 * Slows down the guessing of passwords. Refusal depends on the guesser's own address only; an account that is under
 * attack answers late but still answers, so that nobody can lock its owner out.
 */
export class LoginLimits {
  readonly #clock: Clock;
  readonly #pairs = new SlidingWindow(WINDOW_MS);
  readonly #addresses = new SlidingWindow(WINDOW_MS);
  readonly #accounts = new SlidingWindow(WINDOW_MS);

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * What this try has to bear: a refusal for so many ms, or a delay before the answer. A try that is let through
   * counts as a failure until `succeeded` takes it back, so that a thousand at the same moment do not slip by.
   */
  begin(email: string, address: string): { refuseMs: number; delayMs: number } {
    const now = this.#clock.now();
    const keys = keysOf(email, address);
    const refuseMs = Math.max(
      this.#pairs.waitFor(keys.pair, PER_PAIR, now),
      this.#addresses.waitFor(keys.address, PER_ADDRESS, now)
    );
    if (refuseMs > 0) return { refuseMs, delayMs: 0 };
    const failures = this.#accounts.count(keys.account, now);
    this.#pairs.add(keys.pair, now);
    this.#addresses.add(keys.address, now);
    this.#accounts.add(keys.account, now);
    const delayMs = failures < SLOW_FROM ? 0 : Math.min(MAX_DELAY_MS, (failures - SLOW_FROM + 1) * 250);
    return { refuseMs, delayMs };
  }

  succeeded(email: string, address: string): void {
    const keys = keysOf(email, address);
    this.#pairs.clear(keys.pair);
    this.#addresses.takeBack(keys.address);
    this.#accounts.takeBack(keys.account);
  }
}

function keysOf(email: string, address: string) {
  const account = email.trim().toLowerCase().slice(0, 254);
  const from = addressKey(address);
  return { account, address: from, pair: `${from} ${account}` };
}
