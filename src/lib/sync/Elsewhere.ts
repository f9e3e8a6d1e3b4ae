import type { Clock, PresenceBus, PresenceNews, PresentPerson } from './ports.ts';

/** How often a process says that it lives. */
const BEAT_MS = 5000;
/** A process that was not heard for so long is gone, and its people with it. */
const GONE_MS = 10_500;
/** People in one piece of news. */
const PEOPLE_AT_ONCE = 50;
/** Asking, and telling everything, happen at most this often. */
const SELDOM_MS = 1000;

type People = Map<string, PresentPerson>;

/** Another process as far as this one knows it. */
interface Process {
  /** The last news heard in order; null: something was lost, everything has been asked for. */
  n: number | null;
  heardAt: number;
  rooms: Map<string, People>;
  /** Collects what follows `all`, until `end`. */
  incoming: Map<string, People> | null;
}

/**
 * Who is here in other processes. Each tells the differences in its own rooms and, when asked, everything; news are counted,
 * so a loss is noticed and asked for anew. Names never travel.
 */
export class Elsewhere {
  readonly #bus: PresenceBus;
  readonly #clock: Clock;
  readonly #changed: (roomId: string) => void;
  readonly #stopListening: () => void;
  readonly #processes = new Map<string, Process>();
  /** What the others know of this process. */
  readonly #told = new Map<string, People>();
  #n = 0;
  #cancelBeat: () => void;
  #asking: (() => void) | null = null;
  #telling: (() => void) | null = null;
  #askedAt = Number.NEGATIVE_INFINITY;
  #toldAllAt = Number.NEGATIVE_INFINITY;

  /** @param changed hears of each room in which people of other processes came, went or did something else */
  constructor(bus: PresenceBus, clock: Clock, changed: (roomId: string) => void) {
    this.#bus = bus;
    this.#clock = clock;
    this.#changed = changed;
    this.#cancelBeat = clock.after(BEAT_MS, () => this.#beat());
    this.#stopListening = bus.listen(
      (from, news) => this.#heard(from, news),
      () => {
        this.#tellAllSoon();
        this.#askSoon();
      }
    );
  }

  /** Who is in this room in this process now: tells the others what is different from before. */
  tell(roomId: string, people: ReadonlyMap<string, PresentPerson>): void {
    const before = this.#told.get(roomId);
    const here: PresentPerson[] = [];
    for (const person of people.values()) {
      const known = before?.get(person.id);
      if (!known || known.editing !== person.editing || known.role !== person.role) here.push(person);
    }
    const gone = before ? [...before.keys()].filter((id) => !people.has(id)) : [];
    if (people.size > 0) this.#told.set(roomId, new Map(people));
    else this.#told.delete(roomId);
    this.#send(roomId, here, gone);
  }

  /** Who is in this room in other processes, each person once. */
  people(roomId: string): ReadonlyMap<string, PresentPerson> {
    const all: People = new Map();
    for (const { rooms } of this.#processes.values()) {
      for (const person of rooms.get(roomId)?.values() ?? []) {
        const known = all.get(person.id);
        if (!known || (person.editing !== undefined && known.editing === undefined))
          all.set(person.id, person);
      }
    }
    return all;
  }

  stop(): void {
    this.#cancelBeat();
    this.#asking?.();
    this.#telling?.();
    this.#stopListening();
    this.#bus.tell({ kind: 'bye' });
  }

  // -------------------------------------------------------------- telling

  #send(room: string, here: readonly PresentPerson[], gone: readonly string[]): void {
    for (let from = 0; from < Math.max(here.length, gone.length); from += PEOPLE_AT_ONCE) {
      const to = from + PEOPLE_AT_ONCE;
      this.#n += 1;
      this.#bus.tell({
        kind: 'here',
        n: this.#n,
        room,
        here: here.slice(from, to),
        gone: gone.slice(from, to)
      });
    }
  }

  #tellAllSoon(): void {
    const wait = Math.max(0, this.#toldAllAt + SELDOM_MS - this.#clock.now());
    this.#telling ??= this.#clock.after(wait, () => {
      this.#telling = null;
      this.#toldAllAt = this.#clock.now();
      this.#bus.tell({ kind: 'all', n: ++this.#n });
      for (const [room, people] of this.#told) this.#send(room, [...people.values()], []);
      this.#bus.tell({ kind: 'end', n: ++this.#n });
    });
  }

  #askSoon(): void {
    const wait = Math.max(0, this.#askedAt + SELDOM_MS - this.#clock.now());
    this.#asking ??= this.#clock.after(wait, () => {
      this.#asking = null;
      this.#askedAt = this.#clock.now();
      this.#bus.tell({ kind: 'ask' });
    });
  }

  #beat(): void {
    this.#bus.tell({ kind: 'beat', n: this.#n });
    const now = this.#clock.now();
    for (const [from, { heardAt }] of this.#processes) if (now - heardAt > GONE_MS) this.#drop(from);
    this.#cancelBeat = this.#clock.after(BEAT_MS, () => this.#beat());
  }

  // -------------------------------------------------------------- hearing

  #heard(from: string, news: PresenceNews): void {
    if (news.kind === 'ask') return this.#tellAllSoon();
    if (news.kind === 'bye') return this.#drop(from);
    let process = this.#processes.get(from);
    if (!process) {
      process = { n: null, heardAt: 0, rooms: new Map(), incoming: null };
      this.#processes.set(from, process);
    }
    process.heardAt = this.#clock.now();
    if (news.kind === 'all') {
      process.n = news.n;
      process.incoming = new Map();
      return;
    }
    if (process.n === null || news.n !== process.n + (news.kind === 'beat' ? 0 : 1)) {
      // What is known stays on the screens until everything has come anew.
      process.n = null;
      process.incoming = null;
      return this.#askSoon();
    }
    process.n = news.n;
    if (news.kind === 'here') this.#take(process, news);
    else if (news.kind === 'end') this.#takeAll(process);
  }

  #take(process: Process, { room, here, gone }: PresenceNews & { kind: 'here' }): void {
    const rooms = process.incoming ?? process.rooms;
    const people: People = rooms.get(room) ?? new Map<string, PresentPerson>();
    for (const person of here) people.set(person.id, person);
    for (const id of gone) people.delete(id);
    if (people.size > 0) rooms.set(room, people);
    else rooms.delete(room);
    if (!process.incoming) this.#changed(room);
  }

  #takeAll(process: Process): void {
    if (!process.incoming) return;
    const before = process.rooms;
    process.rooms = process.incoming;
    process.incoming = null;
    for (const room of new Set([...before.keys(), ...process.rooms.keys()])) this.#changed(room);
  }

  #drop(from: string): void {
    const rooms = this.#processes.get(from)?.rooms.keys() ?? [];
    this.#processes.delete(from);
    for (const room of rooms) this.#changed(room);
  }
}
