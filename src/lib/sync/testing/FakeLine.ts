import type { OpenAnswer, PresenceState, RoomOpened } from '../../protocol/rooms.ts';
import type { Random } from '../../util/random.ts';
import type {
  Connection,
  PersonRef,
  RequestMap,
  ServerEvents,
  Transport,
  TransportListener
} from '../ports.ts';
import type { Rooms } from '../Rooms.ts';
import type { TestClock } from './TestClock.ts';

/** How bad the network is: chances between 0 and 1, delays in ms. */
export interface Weather {
  delay: number;
  drop: number;
  double: number;
  /** Chance that a message overtakes the ones before it. */
  overtake: number;
}

export const SUN: Weather = { delay: 20, drop: 0, double: 0, overtake: 0 };

/** Without an answer for so long a request has failed, as in the browser's transport. */
const ANSWER_MS = 8000;
const clone = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/**
 * The line between one client and whichever process it got: delays, drops, doubles and breaks as `weather` says, by the
 * seed. The same object outlives reconnects; each connection is a new socket for the server.
 */
export class FakeLine implements Transport {
  weather: Weather = SUN;
  /** Messages that never arrived, came twice or overtook: so that a test can show that it was not vacuous. */
  readonly counts = { dropped: 0, doubled: 0, overtaken: 0, fetched: 0 };
  /** HTTP may reach another process than the line. */
  fetchesFrom: () => Rooms | null = () => this.#rooms;
  readonly #clock: TestClock;
  readonly #random: Random;
  readonly #person: PersonRef;
  #rooms: Rooms | null = null;
  #socket: FakeSocket | null = null;
  #listeners = new Set<TransportListener>();
  #waiting = new Set<() => void>();
  #lastUp = 0;
  #lastDown = 0;

  constructor(clock: TestClock, random: Random, person: PersonRef) {
    this.#clock = clock;
    this.#random = random;
    this.#person = person;
  }

  get connected(): boolean {
    return this.#socket !== null;
  }

  /** The browser got a socket to a process. */
  connect(rooms: Rooms): void {
    this.disconnect();
    this.#rooms = rooms;
    const socket = new FakeSocket((event, payload) => {
      const copy = clone(payload);
      this.#down(socket, () => this.#hear(event, copy));
    });
    socket.onEnd = () => this.disconnect();
    this.#socket = socket;
    this.#lastUp = this.#lastDown = this.#clock.now();
    for (const listener of [...this.#listeners]) listener.connected();
  }

  /** Breaks; the server notices after a while, as it does. */
  disconnect(): void {
    const socket = this.#socket;
    const rooms = this.#rooms;
    if (!socket) return;
    this.#socket = null;
    for (const fail of [...this.#waiting]) fail();
    this.#clock.after(this.#random() * 500, () => {
      socket.connected = false;
      rooms?.leave(socket);
    });
    for (const listener of [...this.#listeners]) listener.disconnected();
  }

  request<E extends keyof RequestMap>(
    event: E,
    payload: RequestMap[E]['payload']
  ): Promise<RequestMap[E]['answer']> {
    const socket = this.#socket;
    const rooms = this.#rooms;
    if (!socket || !rooms) return Promise.reject(new Error('no line'));
    const copy = clone(payload);
    return new Promise((resolve, reject) => {
      const fail = () => {
        this.#waiting.delete(fail);
        reject(new Error('no answer'));
      };
      this.#waiting.add(fail);
      this.#clock.after(ANSWER_MS, fail);
      const answer = (given: RequestMap[E]['answer']) => {
        const answered = clone(given);
        this.#down(socket, () => {
          this.#waiting.delete(fail);
          resolve(answered);
        });
      };
      this.#up(socket, () => void this.#serve(socket, rooms, event, copy, answer));
    });
  }

  /** By another way than the line: slower, and it may fail. */
  async fetchWhole(room: string): Promise<RoomOpened | null> {
    await this.#clock.wait(this.#random() * this.weather.delay * 2);
    const rooms = this.fetchesFrom();
    if (!rooms || this.#random() < this.weather.drop) return null;
    const answer = await rooms.get(room).picture(this.#person);
    if (!answer.ok) return null;
    this.counts.fetched += 1;
    const { shared, own, seq, me, now } = answer.picture;
    const records = [...shared.records, ...own];
    return clone<RoomOpened>({ ok: true, full: true, records, removed: [], seq, me, now });
  }

  presence({ room, state }: { room: string; state: PresenceState }): void {
    const socket = this.#socket;
    const rooms = this.#rooms;
    if (socket && rooms) this.#up(socket, () => rooms.get(room).presence(socket, state));
  }

  listen(room: string, listener: TransportListener): () => void {
    void room;
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  retryNow(): void {
    // Tests connect by hand.
  }

  async #serve<E extends keyof RequestMap>(
    socket: FakeSocket,
    rooms: Rooms,
    event: E,
    payload: RequestMap[E]['payload'],
    answer: (answer: RequestMap[E]['answer']) => void
  ): Promise<void> {
    const room = rooms.get(payload.room);
    if ('command' in payload) answer(await room.command(this.#person, payload.command));
    else await room.open(socket, this.#person, payload, answer as (given: OpenAnswer) => void);
  }

  #hear<E extends keyof ServerEvents>(event: E, payload: ServerEvents[E]): void {
    for (const listener of [...this.#listeners]) {
      if (event === 'room:change') listener.change(payload as ServerEvents['room:change']);
      if (event === 'room:presence') listener.presence(payload as ServerEvents['room:presence']);
      if (event === 'room:closed') listener.closed(payload as ServerEvents['room:closed']);
    }
  }

  #up(socket: FakeSocket, arrive: () => void): void {
    this.#lastUp = this.#carry(this.#lastUp, () => socket.connected && arrive());
  }

  #down(socket: FakeSocket, arrive: () => void): void {
    this.#lastDown = this.#carry(this.#lastDown, () => this.#socket === socket && arrive());
  }

  /** Delivers in order unless the weather says otherwise; answers when. */
  #carry(last: number, arrive: () => void): number {
    const { delay, drop, double, overtake } = this.weather;
    if (this.#random() < drop) {
      this.counts.dropped += 1;
      return last;
    }
    const quick = this.#clock.now() + this.#random() * delay;
    if (this.#random() < double) {
      this.counts.doubled += 1;
      this.#clock.after(quick + this.#random() * delay * 3 - this.#clock.now(), arrive);
    }
    if (this.#random() < overtake) {
      this.counts.overtaken += 1;
      this.#clock.after(quick - this.#clock.now(), arrive);
      return last;
    }
    const at = Math.max(last, quick);
    this.#clock.after(at - this.#clock.now(), arrive);
    return at;
  }
}

/** A socket as the room sees it. */
export class FakeSocket implements Connection {
  static #count = 0;
  readonly id = `socket-${++FakeSocket.#count}`;
  connected = true;
  full = false;
  onEnd: () => void = () => undefined;
  readonly sent: { event: keyof ServerEvents; payload: ServerEvents[keyof ServerEvents] }[] = [];
  readonly #deliver: <E extends keyof ServerEvents>(event: E, payload: ServerEvents[E]) => void;

  constructor(
    deliver: <E extends keyof ServerEvents>(event: E, payload: ServerEvents[E]) => void = () => undefined
  ) {
    this.#deliver = deliver;
  }

  send<E extends keyof ServerEvents>(event: E, payload: ServerEvents[E]): void {
    this.sent.push({ event, payload });
    this.#deliver(event, payload);
  }

  /** The messages of one kind that were sent so far. */
  got<E extends keyof ServerEvents>(event: E): ServerEvents[E][] {
    return this.sent.filter((one) => one.event === event).map(({ payload }) => payload as ServerEvents[E]);
  }

  overloaded(): boolean {
    return this.full;
  }

  end(): void {
    this.connected = false;
    this.onEnd();
  }
}
