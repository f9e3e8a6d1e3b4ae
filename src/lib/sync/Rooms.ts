import type { RefusalCode } from '../domain/rules.ts';
import type { Connection, PersonRef } from './ports.ts';
import { Room, type RoomOptions } from './Room.ts';

/** The rooms of this process. Made on demand, forgotten when idle. */
export class Rooms {
  readonly #options: RoomOptions;
  readonly #rooms = new Map<string, Room>();
  readonly #unsubscribe: () => void;

  constructor(options: RoomOptions) {
    this.#options = options;
    this.#unsubscribe = options.hints?.subscribe(({ room }) => void this.catchUp(room)) ?? (() => undefined);
  }

  /** No I/O and no judgement: a room that does not exist answers `forbidden`. Do not keep the answer over time. */
  get(roomId: string): Room {
    let room = this.#rooms.get(roomId);
    if (!room) {
      room = new Room(roomId, this.#options, (idle) => {
        if (this.#rooms.get(roomId) === idle) this.#rooms.delete(roomId);
      });
      this.#rooms.set(roomId, room);
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
    this.#unsubscribe();
    await Promise.all(Array.from(this.#rooms.values(), (room) => room.stop()));
  }

  /** Who listens where. */
  *listening(): Iterable<{ room: Room; person: PersonRef }> {
    for (const room of this.#rooms.values()) for (const person of room.people) yield { room, person };
  }

  /** Rooms in memory and sockets in them, for the metrics. */
  counts(): { rooms: number; sockets: number } {
    let sockets = 0;
    for (const room of this.#rooms.values()) sockets += room.size;
    return { rooms: this.#rooms.size, sockets };
  }
}
