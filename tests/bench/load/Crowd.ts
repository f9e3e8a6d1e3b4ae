import { setTimeout as sleep } from 'node:timers/promises';
import { must } from '../../../src/lib/util/must.ts';
import { percentile } from '../stats.ts';
import { inTurns } from './inTurns.ts';
import { makeLine, seqOf, type Line } from './lines.ts';
import { noteMaker } from './note.ts';
import { Tally } from './Tally.ts';
import type { Tasks } from './tasks.ts';
import { PATIENCE } from './tryAgain.ts';

/** How many connect at a time when it is not about connecting. */
const ARRIVING = 50;

/** The lines of all people of all rooms of one measurement. */
export class Crowd {
  readonly #rooms: Line[][];
  /** Only our app keeps what was written, so that it can be caught up with. */
  readonly #keeps: boolean;
  readonly #note = noteMaker();
  #tally = new Tally();
  #seen: ((noteId: string, room: number, person: number) => void) | null = null;

  private constructor(rooms: Line[][], keeps: boolean) {
    this.#rooms = rooms;
    this.#keeps = keeps;
  }

  static async gather({ kind, url, rooms }: Tasks['gather']['asked']): Promise<Crowd> {
    const lines: Line[][] = rooms.map(() => []);
    const crowd = new Crowd(lines, kind === 'ours');
    const arrive = async (roomIndex: number, person: number, since?: number) => {
      const { room, cookies } = must(rooms[roomIndex]);
      const seen = (noteId: string) => crowd.#sees(noteId, roomIndex, person);
      const line = makeLine(kind, { url, room, cookie: must(cookies[person]), seen }, since);
      must(lines[roomIndex])[person] = line;
      await line.open();
      return seqOf(line);
    };
    // The first of each room gets everything; the others come with its clock, as somebody does who has the page.
    const clocks = await inTurns(rooms, ARRIVING, (_, roomIndex) => arrive(roomIndex, 0));
    const others = rooms.flatMap(({ cookies }, room) =>
      cookies.slice(1).map((_, i) => [room, i + 1] as const)
    );
    await inTurns(others, ARRIVING, ([room, person]) => arrive(room, person, clocks[room]));
    return crowd;
  }

  async steady({ perSecond, warmUpSeconds, seconds }: Tasks['steady']['asked']) {
    const offset = 1000 / perSecond / this.#rooms.length;
    const phase = async (duration: number) => {
      this.#tally = new Tally();
      const begin = performance.now();
      const posts = this.#rooms.map(async (people, room) => {
        for (let n = 0; n < duration * perSecond; n += 1) {
          await sleep(Math.max(0, begin + room * offset + (n * 1000) / perSecond - performance.now()));
          this.#post(room, n % people.length);
        }
      });
      await Promise.all(posts);
      await this.#tally.settled(PATIENCE);
    };
    await phase(warmUpSeconds);
    return this.#figures(() => phase(seconds));
  }

  async burst({ spreadMs }: Tasks['burst']['asked']) {
    this.#tally = new Tally();
    const figures = await this.#figures(async () => {
      const begin = performance.now();
      const posters = this.#rooms.flatMap((people, room) =>
        people.map((_, person) => [room, person] as const)
      );
      for (const [i, [room, person]] of posters.entries()) {
        const due = begin + (i * spreadMs) / posters.length - performance.now();
        if (spreadMs > 0 && due > 0) await sleep(due);
        this.#post(room, person);
      }
      await this.#tally.settled(PATIENCE);
    });
    return { ...figures, ms: this.#tally.duration };
  }

  /** The first person keeps the line and writes; all others are away meanwhile. */
  async storm({ missed }: Tasks['storm']['asked']): Promise<Tasks['storm']['told']> {
    const [writer, ...others] = must(this.#rooms[0]);
    for (const line of others) line.drop();
    await sleep(500);
    const written = new Set<string>();
    for (let n = 0; n < missed; n += 1) {
      const note = this.#note();
      if (this.#keeps) written.add(note.id);
      await must(writer).post(note);
    }
    // Whole is who has all that was written; at a floor it is enough to be back.
    const missing = others.map(() => new Set(written));
    this.#seen = (noteId, _, person) => void missing[person - 1]?.delete(noteId);
    await sleep(500);

    const before = this.#setbacks();
    const begin = performance.now();
    const back = await Promise.all(
      others.map(async (line, i) => {
        await line.open();
        const lacks = must(missing[i]).size;
        if (lacks > 0) throw new Error(`somebody came back and lacks ${lacks} of ${missed} notes`);
        return performance.now() - begin;
      })
    );
    this.#seen = null;
    return {
      half: percentile(back, 0.5),
      most: percentile(back, 0.99),
      all: percentile(back, 1),
      setbacks: this.#setbacks() - before
    };
  }

  async disperse(): Promise<void> {
    for (const line of this.#rooms.flat()) line.close();
    await sleep(500);
  }

  #sees(noteId: string, room: number, person: number): void {
    this.#tally.seen(noteId, person, performance.now());
    this.#seen?.(noteId, room, person);
  }

  #post(room: number, person: number): void {
    const people = must(this.#rooms[room]);
    const note = this.#note();
    const tally = this.#tally;
    tally.sent(note.id, people.length, performance.now());
    must(people[person])
      .post(note)
      .then(() => tally.acked(note.id, performance.now()))
      .catch((error: unknown) => tally.failed(error));
  }

  async #figures(work: () => Promise<void>) {
    const before = this.#setbacks();
    await work();
    return { ...this.#tally.figures(), setbacks: this.#setbacks() - before };
  }

  #setbacks(): number {
    return this.#rooms.flat().reduce((sum, line) => sum + line.setbacks, 0);
  }
}
