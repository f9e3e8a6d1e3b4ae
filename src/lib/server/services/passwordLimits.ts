import type { Clock } from '$lib/util/clock';
import { SlidingWindow, addressKey } from './slidingWindow';

const WINDOW_MS = 15 * 60_000;
const MAX_DELAY_MS = 3000;

interface Bounds {
  /** Failures after which one address gets no further try on one account. */
  perPair: number;
  /** Failures after which one address gets no further try at all. */
  perAddress: number;
  /** Failures on one account, from anywhere, after which each try is answered late. */
  slowFrom: number;
}

/** Somebody signs in to their own account. */
export const LOGIN_BOUNDS: Bounds = { perPair: 8, perAddress: 40, slowFrom: 10 };
/** A whole hall types the same password from one address. */
export const BOARD_BOUNDS: Bounds = { perPair: 30, perAddress: 60, slowFrom: 40 };

/**
 * Slows down the guessing of passwords, of an account or of a board. Refusal depends on the guesser's own address only; an
 * account that is under attack answers late but still answers, so that nobody can lock its owner out.
 */
export class PasswordLimits {
  readonly #clock: Clock;
  readonly #bounds: Bounds;
  readonly #pairs = new SlidingWindow(WINDOW_MS);
  readonly #addresses = new SlidingWindow(WINDOW_MS);
  readonly #accounts = new SlidingWindow(WINDOW_MS);

  constructor(clock: Clock, bounds: Bounds) {
    this.#clock = clock;
    this.#bounds = bounds;
  }

  /**
   * What this try has to bear: a refusal for so many ms, or a delay before the answer. A try that is let through
   * counts as a failure until `succeeded` takes it back, so that a thousand at the same moment do not slip by.
   * `account` is an e-mail address or an id.
   */
  begin(account: string, address: string): { refuseMs: number; delayMs: number } {
    const now = this.#clock.now();
    const { slowFrom } = this.#bounds;
    const keys = keysOf(account, address);
    const refuseMs = this.waitFor(account, address);
    if (refuseMs > 0) return { refuseMs, delayMs: 0 };
    const failures = this.#accounts.count(keys.account, now);
    this.#pairs.add(keys.pair, now);
    this.#addresses.add(keys.address, now);
    this.#accounts.add(keys.account, now);
    const delayMs = failures < slowFrom ? 0 : Math.min(MAX_DELAY_MS, (failures - slowFrom + 1) * 250);
    return { refuseMs, delayMs };
  }

  /** Milliseconds until this address may try this account; 0: now. */
  waitFor(account: string, address: string): number {
    const now = this.#clock.now();
    const { perPair, perAddress } = this.#bounds;
    const keys = keysOf(account, address);
    return Math.max(
      this.#pairs.waitFor(keys.pair, perPair, now),
      this.#addresses.waitFor(keys.address, perAddress, now)
    );
  }

  succeeded(account: string, address: string): void {
    const keys = keysOf(account, address);
    this.#pairs.clear(keys.pair);
    this.#addresses.takeBack(keys.address);
    this.#accounts.takeBack(keys.account);
  }
}

function keysOf(name: string, address: string) {
  const account = name.trim().toLowerCase().slice(0, 254);
  const from = addressKey(address);
  return { account, address: from, pair: `${from} ${account}` };
}
