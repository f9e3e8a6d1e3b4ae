import type { RefusalCode } from '../domain/rules.ts';
import { Elsewhere } from './Elsewhere.ts';
import type { Connection, PersonRef, PresenceBus } from './ports.ts';
import { Room, type RoomOptions } from './Room.ts';

export interface RoomsOptions extends Omit<RoomOptions, 'elsewhere'> {
  /** Of several processes: how they tell each other who is here. */
  presence?: PresenceBus | undefined;
}

/** How long a lost hint can go unnoticed: what others wrote is here within five seconds (promise G6). */
const LOOK_MS = 4000;

/** The rooms of this process. Made on demand, forgotten when idle. */
export class Rooms {
  readonly #options: RoomOptions;
  readonly #rooms = new Map<string, Room>();
  readonly #unsubscribe: () => void;
  readonly #elsewhere: Elsewhere | undefined;
  #cancelLook: (() => void) | null = null;
  #stopped = false;

  constructor({ presence, ...options }: RoomsOptions) {
    this.#elsewhere =
      presence && new Elsewhere(presence, options.clock, (room) => this.#rooms.get(room)?.presenceChanged());
    this.#options = { ...options, elsewhere: this.#elsewhere };
    this.#unsubscribe =
      options.hints?.subscribe(
        (hint) => this.#heard(hint),
        () => void this.catchUpAll()
      ) ?? (() => undefined);
  }

  /** No I/O and no judgement: a room that does not exist answers `forbidden`. Do not keep the answer over time. */
  get(roomId: string): Room {
    let room = this.#rooms.get(roomId);
    if (!room) {
      room = new Room(roomId, this.#options, (idle) => {
        if (this.#rooms.get(roomId) === idle) this.#rooms.delete(roomId);
      });
      this.#rooms.set(roomId, room);
      this.#lookLater();
    }
    return room;
  }

  /** Another process wrote: read it, if anybody here listens. */
  async catchUp(roomId: string): Promise<void> {
    await this.#rooms.get(roomId)?.catchUp();
  }

  /** After the news line was down: look at every open room. */
  async catchUpAll(): Promise<void> {
    await Promise.all(Array.from(this.#rooms.values(), (room) => room.catchUp()));
  }

  reload(roomId: string): void {
    this.#rooms.get(roomId)?.reload();
  }

  leave(connection: Connection): void {
    for (const room of this.#rooms.values()) room.leave(connection);
  }

  /** Logout, expired session: a person's sockets lose every room. `who` may be `all`. */
  close(who: string, code: RefusalCode): void {
    for (const room of this.#rooms.values()) room.close(who, code);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelLook?.();
    this.#unsubscribe();
    this.#elsewhere?.stop();
    await Promise.all(Array.from(this.#rooms.values(), (room) => room.stop()));
  }

  /** Who listens where. */
  *listening(): Iterable<{ room: Room; person: PersonRef }> {
    for (const room of this.#rooms.values()) for (const person of room.people) yield { room, person };
  }

  /** A hint for a room that nobody here has in memory, or that says nothing new, costs nothing. */
  #heard({ room: roomId, seq }: { room: string; seq: number }): void {
    const room = this.#rooms.get(roomId);
    if (room && room.seq !== null && room.seq < seq) void room.catchUp();
  }

  /** Hints may be lost: one query for the clocks of all rooms in memory, every few seconds while there are any. */
  #lookLater(): void {
    if (this.#cancelLook || this.#stopped) return;
    this.#cancelLook = this.#options.clock.after(LOOK_MS, () => void this.#look());
  }

  async #look(): Promise<void> {
    const known = [...this.#rooms].filter(([, room]) => room.seq !== null).map(([id]) => id);
    try {
      const heads = known.length > 0 ? await this.#options.store.heads(known) : new Map<string, number>();
      for (const [id, head] of heads) {
        const room = this.#rooms.get(id);
        // Not waited for: one room that takes long must not delay the next look at the others.
        if (room && room.seq !== null && room.seq !== head) void room.catchUp();
      }
    } catch (error) {
      this.#options.report?.({ what: 'the clocks of the rooms could not be read', roomId: '', error });
    }
    this.#cancelLook = null;
    if (this.#rooms.size > 0) this.#lookLater();
  }

  /** Rooms in memory and sockets in them, for the metrics. */
  counts(): { rooms: number; sockets: number } {
    let sockets = 0;
    for (const room of this.#rooms.values()) sockets += room.size;
    return { rooms: this.#rooms.size, sockets };
  }
}
