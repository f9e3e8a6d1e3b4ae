import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '../../src/lib/util/random.ts';
import { joinAt } from '../support/people.ts';
import { Spectator } from './Spectator.ts';
import { until } from './until.ts';
import type { Place } from './VirtualClient.ts';

/** When each had the board, ms from when they came; null: not in time. */
export type Arrivals = (number | null)[];

/** Very many people of whom only counts whether they have the board. Plain data in and out: see remoteProcess.ts. */
export class Crowd {
  readonly #people: Spectator[] = [];
  readonly #troubles: string[] = [];

  /** `count` strangers join by the code, evenly over `overMs`, and open the board. */
  join(url: string, code: string, count: number, overMs: number, withinMs: number): Promise<Arrivals> {
    const names = Array.from({ length: count }, (_, n) => `Gast ${process.pid}-${n + 1}`);
    return this.#come(names, overMs, withinMs, async (name) => {
      const { cookie, room, participantId } = await this.#again(() => joinAt(url, code, name));
      return { name, cookie, room, participantId, url };
    });
  }

  /** People who have their seats already open the board, evenly over `overMs`. */
  open(places: readonly Place[], overMs: number, withinMs: number): Promise<Arrivals> {
    return this.#come(places, overMs, withinMs, (place) => Promise.resolve(place));
  }

  /** How many have the board now. */
  whole(): number {
    return this.#people.filter(({ whole }) => whole).length;
  }

  /** What went wrong on the way and was tried again, e.g. `ECONNRESET`. */
  troubles(): string[] {
    return this.#troubles;
  }

  close(): void {
    for (const person of this.#people) person.close();
  }

  /** A browser's request that finds no line; the person tries again. What the server itself refuses is an error. */
  async #again<T>(ask: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await ask();
      } catch (error) {
        const cause = error instanceof TypeError ? (error.cause as { code?: string } | undefined) : undefined;
        if (cause === undefined || tries >= 5) throw error;
        this.#troubles.push(cause.code ?? 'no line');
        await sleep(200 * tries);
      }
    }
  }

  #come<T>(
    who: readonly T[],
    overMs: number,
    withinMs: number,
    placeOf: (one: T) => Promise<Place>
  ): Promise<Arrivals> {
    return Promise.all(
      who.map(async (one, n) => {
        await sleep((overMs * n) / who.length);
        const start = performance.now();
        try {
          const person = new Spectator(await placeOf(one), seededRandom(n));
          this.#people.push(person);
          await this.#again(() => person.open(withinMs));
          const found = await until(() => person.whole, withinMs - (performance.now() - start));
          return found === null ? null : performance.now() - start;
        } catch (error) {
          // One who does not get in is a finding, and the others go on.
          this.#troubles.push(error instanceof Error ? error.message.slice(0, 100) : String(error));
          return null;
        }
      })
    );
  }
}
