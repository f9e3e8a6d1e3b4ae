import { createHmac, randomBytes } from 'node:crypto';
import { MAX_PASSWORD, verifyPassword } from '$lib/server/auth/password';
import type { Clock } from '$lib/util/clock';
import { BOARD_BOUNDS, PasswordLimits } from './passwordLimits';

/** Beyond so many right ones they are forgotten and looked at anew. */
const MOST_KNOWN = 1000;

/**
 * Compares what people type with a board's password. A whole hall types the same one at the same moment: the dear hash is
 * made for the first of them, and only real failures count against their common address.
 */
export class BoardPasswords {
  readonly #clock: Clock;
  readonly #limits: PasswordLimits;
  /** In memory only: what is kept here says nothing without this key. */
  readonly #key = randomBytes(32);
  /** Right ones, and those that are being looked at. */
  readonly #known = new Map<string, Promise<boolean>>();

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#limits = new PasswordLimits(clock, BOARD_BOUNDS);
  }

  /** `stored` is the board's hash. `waitMs`: this address has failed too often. */
  async check(
    boardId: string,
    stored: string,
    { password, address }: { password: string; address: string }
  ): Promise<'right' | 'wrong' | { waitMs: number }> {
    const typed = password.slice(0, MAX_PASSWORD + 1);
    const digest = createHmac('sha256', this.#key).update(`${stored} ${typed}`).digest('base64');
    const known = this.#known.get(digest);
    if (known) {
      // First, so that a right guess among too many wrong ones is not let through.
      const waitMs = this.#limits.waitFor(boardId, address);
      if (waitMs > 0) return { waitMs };
      if (await known.catch(() => false)) return 'right';
    }
    const { refuseMs, delayMs } = this.#limits.begin(boardId, address);
    if (refuseMs > 0) return { waitMs: refuseMs };
    if (delayMs > 0) await new Promise<void>((resolve) => this.#clock.after(delayMs, resolve));
    if (!(await this.#look(digest, stored, typed))) return 'wrong';
    this.#limits.succeeded(boardId, address);
    return 'right';
  }

  async #look(digest: string, stored: string, typed: string): Promise<boolean> {
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    const looking = verifyPassword(stored, typed);
    this.#known.set(digest, looking);
    let right = false;
    try {
      right = await looking;
    } finally {
      if (!right) this.#known.delete(digest);
    }
    return right;
  }
}
