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

  /** `count` strangers join by the code, evenly over `overMs`, and open the board. */
  join(url: string, code: string, count: number, overMs: number, withinMs: number): Promise<Arrivals> {
    const names = Array.from({ length: count }, (_, n) => `Gast ${process.pid}-${n + 1}`);
    return this.#come(names, overMs, withinMs, async (name) => {
      const { cookie, room, participantId } = await joinAt(url, code, name);
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

  close(): void {
    for (const person of this.#people) person.close();
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
        const person = new Spectator(await placeOf(one), seededRandom(n));
        this.#people.push(person);
        await person.open();
        const found = await until(() => person.whole, withinMs - (performance.now() - start));
        return found === null ? null : performance.now() - start;
      })
    );
  }
}
