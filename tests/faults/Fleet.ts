import { setTimeout as sleep } from 'node:timers/promises';
import { pick, seededRandom, type Random } from '../../src/lib/util/random.ts';
import type { RoomChange } from '../../src/lib/protocol/rooms.ts';
import { HistoryKeeper, type History } from './History.ts';
import { digest, type Digest, type NotePicture } from './picture.ts';
import { until } from './until.ts';
import { VirtualClient, type Place } from './VirtualClient.ts';

export interface Picture extends Digest {
  readonly name: string;
  readonly room: string;
  readonly seq: number;
}

/** How often what goes wrong, in the whole fleet, a second. */
export interface Trouble {
  readonly cuts?: number;
  readonly reloads?: number;
  /** A device that reads nothing for some seconds. */
  readonly stalls?: number;
}

/** What a reader knew at one moment: it must be all up to its clock. */
export interface Sample {
  readonly seq: number;
  readonly notes: number;
}

const STALL_MS = 3000;
const TICK_MS = 20;

/** Many virtual clients in one process. All it takes and gives is plain data: see remoteProcess.ts. */
export class Fleet {
  readonly #keeper = new HistoryKeeper();
  readonly #clients: VirtualClient[] = [];
  readonly #delays: number[] = [];
  #random: Random = seededRandom(1);
  #measuring = false;
  #trouble: NodeJS.Timeout | null = null;
  #troubles = 0;

  /** Puts people on their places; nobody opens anything yet. */
  seat(places: readonly Place[], seed: number): void {
    this.#random = seededRandom(seed);
    const heard = (message: RoomChange) => this.#measure(message);
    for (const place of places)
      this.#clients.push(new VirtualClient(place, { keeper: this.#keeper, random: this.#random, heard }));
  }

  /**
   * Opens the page of everybody who has none, evenly over `overMs`.
   * @returns for each, ms until the board was whole and the line live; null: not within `withinMs`
   */
  async open(overMs: number, withinMs: number, fetched = false): Promise<(number | null)[]> {
    return Promise.all(
      this.#clients.map(async (client, n) => {
        await sleep((overMs * n) / this.#clients.length);
        const start = performance.now();
        await client.open({ fetched }).catch(() => client.open());
        const found = await until(
          () => client.connection === 'live',
          withinMs - (performance.now() - start),
          20
        );
        return found === null ? null : performance.now() - start;
      })
    );
  }

  /** Notes by random people at a steady rate for `ms`; `edits` is the chance of a change to an own one instead. */
  async write(perSecond: number, ms: number, edits = 0.2): Promise<number> {
    const start = performance.now();
    let written = 0;
    for (;;) {
      const elapsed = Math.min(ms, performance.now() - start);
      const due = Math.floor((elapsed / 1000) * perSecond);
      // Whoever is not known yet (the page was just loaded again) writes nothing; somebody else does.
      for (let tries = 0; written < due && tries < 3 * perSecond; tries += 1)
        if (pick(this.#clients, this.#random).write(edits)) written += 1;
      if (elapsed >= ms) return written;
      await sleep(TICK_MS);
    }
  }

  /** Begins, changes or (null) ends what goes wrong. Ended, everybody who still sleeps wakes up. */
  trouble(trouble: Trouble | null): void {
    if (this.#trouble) clearInterval(this.#trouble);
    this.#trouble = null;
    if (trouble === null) return;
    const happens = (perSecond = 0) => this.#random() < (perSecond * TICK_MS) / 1000;
    this.#trouble = setInterval(() => {
      const client = pick(this.#clients, this.#random);
      this.#troubles += 1;
      if (happens(trouble.cuts)) client.cut();
      else if (happens(trouble.reloads)) client.reload();
      else if (happens(trouble.stalls)) this.#stall(client);
      else this.#troubles -= 1;
    }, TICK_MS);
  }

  /** How much went wrong so far. */
  troubles(): number {
    return this.#troubles;
  }

  /** Everybody looks at their page again. */
  lookAll(): void {
    for (const client of this.#clients) client.look();
  }

  /** Waits until everybody is live and everything said is answered. Ms, or null; see `states` then. */
  quiet(withinMs: number, share = 1): Promise<number | null> {
    const needed = Math.ceil(this.#clients.length * share);
    return until(() => this.#clients.filter((client) => client.quiet).length >= needed, withinMs);
  }

  /** Waits until everybody has these clocks. */
  reach(clocks: Readonly<Record<string, number>>, withinMs: number): Promise<number | null> {
    return until(() => this.#clients.every(({ seq, place }) => seq >= (clocks[place.room] ?? 0)), withinMs);
  }

  /** Opens a new line every `everyMs` with the first client for `ms`, and says what it knew each time. */
  async flicker(everyMs: number, ms: number): Promise<Sample[]> {
    const [reader] = this.#clients;
    const samples: Sample[] = [];
    const end = performance.now() + ms;
    while (reader && performance.now() < end) {
      // In one turn, so that clock and notes belong together.
      samples.push({ seq: reader.seq, notes: reader.notes().length });
      reader.cut();
      reader.look();
      await sleep(everyMs);
    }
    return samples;
  }

  pictures(): Picture[] {
    return this.#clients.map((client) => ({
      name: client.place.name,
      room: client.place.room,
      seq: client.seq,
      ...digest(client.notes())
    }));
  }

  notesOf(name: string): NotePicture[] {
    return this.#clients.find(({ place }) => place.name === name)?.notes() ?? [];
  }

  /** Lines that broke so far, whoever did it. */
  drops(): number {
    return this.#clients.reduce((sum, { drops }) => sum + drops, 0);
  }

  /** How many there are of each state, for reports. */
  states(): Record<string, number> {
    const states: Record<string, number> = { quiet: 0 };
    for (const { quiet, connection, waiting } of this.#clients) {
      const state = quiet ? 'quiet' : connection === 'live' ? `live, ${waiting.length} waiting` : connection;
      states[state] = (states[state] ?? 0) + 1;
    }
    return states;
  }

  history(): History {
    return { sent: this.#keeper.sent, answered: this.#keeper.answered };
  }

  waiting(): string[] {
    return this.#clients.flatMap(({ waiting }) => waiting);
  }

  /** Begins to note how old changes are when they arrive. */
  measure(on: boolean): void {
    this.#measuring = on;
  }

  /** Ages of what arrived while measuring, ms. */
  delays(): number[] {
    return this.#delays;
  }

  close(): void {
    this.trouble(null);
    for (const client of this.#clients) client.close();
  }

  #stall(client: VirtualClient): void {
    client.pause();
    setTimeout(() => client.resume(), STALL_MS).unref();
  }

  #measure({ changes }: RoomChange): void {
    if (!this.#measuring) return;
    const now = Date.now();
    for (const { put } of changes)
      for (const record of put) {
        const stamp =
          record.type === 'note' && 'body' in record ? /@(\d+)$/.exec(record.body)?.[1] : undefined;
        if (stamp !== undefined) this.#delays.push(now - Number(stamp));
      }
  }
}
