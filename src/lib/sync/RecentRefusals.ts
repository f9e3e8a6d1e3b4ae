import type { Refusal } from '../protocol/rooms.ts';
import type { Clock } from './ports.ts';

/** Refused commands leave no trace in the store; here a doubled frame finds the answer that was given. */
export class RecentRefusals {
  readonly #clock: Clock;
  readonly #max: number;
  readonly #ms: number;
  /** In the order in which they were given, so that the oldest go first. */
  readonly #answers = new Map<string, { answer: Refusal; at: number }>();

  constructor(clock: Clock, max = 2000, ms = 10 * 60_000) {
    this.#clock = clock;
    this.#max = max;
    this.#ms = ms;
  }

  /** The refusal that this person got for this command, if it was lately. */
  find(commandId: string, actorId: string): Refusal | undefined {
    const found = this.#answers.get(`${actorId}/${commandId}`);
    return found && this.#clock.now() - found.at <= this.#ms ? found.answer : undefined;
  }

  keep(commandId: string, actorId: string, answer: Refusal): void {
    const now = this.#clock.now();
    this.#answers.set(`${actorId}/${commandId}`, { answer, at: now });
    for (const [key, { at }] of this.#answers) {
      if (this.#answers.size <= this.#max && now - at <= this.#ms) break;
      this.#answers.delete(key);
    }
  }
}
