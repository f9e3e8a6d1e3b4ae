import type { Clock } from '$lib/util/clock';
import { SlidingWindow, addressKey } from './slidingWindow';

const WINDOW_MS = 10 * 60_000;
/** Wrong codes of one address. A hall of sixty shares one, and people mistype. */
const WRONG_PER_ADDRESS = 30;
/** Wrong codes of all addresses together; a million codes at this rate take a year. */
const WRONG_OVERALL = 300;
/** What is left to one address while the whole installation is being guessed at. */
const WRONG_UNDER_ATTACK = 3;
/**
 * Tries of one address, wrong or put off, up to which a code that somebody there knew already still works: a prankster
 * in the hall locks nobody out. Tries that are put off count too, or all codes could be gone through to find that one.
 */
const TRIES_OF_A_HALL = 300;
const HALL_MS = 12 * 3_600_000;
/** New guests of one address: bounds what a script can fill the database with. */
const GUESTS_PER_ADDRESS = 3000;

/** Slows down the guessing of codes. Only wrong codes count, so no number of people who know theirs is held up. */
export class JoinLimits {
  readonly #clock: Clock;
  readonly #wrong = new SlidingWindow(WINDOW_MS);
  readonly #overall = new SlidingWindow(WINDOW_MS);
  readonly #tries = new SlidingWindow(WINDOW_MS);
  readonly #known = new SlidingWindow(HALL_MS);
  readonly #guests = new SlidingWindow(WINDOW_MS);

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Milliseconds until this address may try this code; 0: now. */
  waitForCode(address: string, code: string): number {
    const now = this.#clock.now();
    const from = addressKey(address);
    const underAttack = this.#overall.count('all', now) >= WRONG_OVERALL;
    const wait = this.#wrong.waitFor(from, underAttack ? WRONG_UNDER_ATTACK : WRONG_PER_ADDRESS, now);
    if (wait === 0) return 0;
    const tries = this.#tries.count(from, now);
    if (tries < TRIES_OF_A_HALL && this.#known.count(`${from} ${code}`, now) > 0) return 0;
    if (tries < TRIES_OF_A_HALL) this.#tries.add(from, now);
    return wait;
  }

  rightCode(address: string, code: string): void {
    const key = `${addressKey(address)} ${code}`;
    this.#known.clear(key);
    this.#known.add(key, this.#clock.now());
  }

  wrongCode(address: string): void {
    const now = this.#clock.now();
    this.#wrong.add(addressKey(address), now);
    this.#tries.add(addressKey(address), now);
    this.#overall.add('all', now);
  }

  waitForGuest(address: string): number {
    return this.#guests.waitFor(addressKey(address), GUESTS_PER_ADDRESS, this.#clock.now());
  }

  newGuest(address: string): void {
    this.#guests.add(addressKey(address), this.#clock.now());
  }
}
