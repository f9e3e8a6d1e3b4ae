import type { Actor, RefusalCode } from '../domain/rules.ts';
import type { PresenceState } from '../protocol/rooms.ts';
import type { Step } from './batch.ts';
import { Broadcast, type Told } from './Broadcast.ts';
import type { Elsewhere } from './Elsewhere.ts';
import { Presence, type Present } from './Presence.ts';
import type { Clock, Connection, Fanout, PersonRef } from './ports.ts';
import type { Memory, RoomMemory } from './RoomMemory.ts';

interface Listener extends Present, Told {
  actor: Actor;
  person: PersonRef;
}

export interface ListenersPorts {
  roomId: string;
  memory: RoomMemory;
  clock: Clock;
  fanout?: Fanout | undefined;
  /** Who is here in other processes. */
  elsewhere?: Elsewhere | undefined;
  /** See BroadcastPorts. */
  big: number;
}

const eachAlone: Fanout = (to, event, payload) => {
  for (const connection of to) connection.send(event, payload);
};

/** The sockets that listen to a room: who they are, what each may hear, and who is here. */
export class Listeners {
  readonly #roomId: string;
  readonly #memory: RoomMemory;
  readonly #all = new Map<Connection, Listener>();
  readonly #presence: Presence<Listener>;
  readonly #broadcast: Broadcast;

  constructor({ roomId, memory, clock, fanout = eachAlone, elsewhere, big }: ListenersPorts) {
    this.#roomId = roomId;
    this.#memory = memory;
    this.#broadcast = new Broadcast({
      roomId,
      clock,
      fanout,
      big,
      listeners: () => this.#all.values(),
      count: () => this.#all.size,
      drop: ({ connection }) => {
        this.remove(connection);
        connection.end();
      }
    });
    this.#presence = new Presence<Listener>({
      roomId,
      clock,
      memory: () => memory.current,
      members: () => this.#all.values(),
      elsewhere,
      send: (to, message) =>
        fanout(
          to.map(({ connection }) => connection),
          'room:presence',
          message
        )
    });
  }

  get size(): number {
    return this.#all.size;
  }

  /** Everybody who is here, in this process or another, by Actor.id. */
  get here(): Set<string> {
    return this.#presence.here();
  }

  /** Who listens, each person once. */
  get people(): PersonRef[] {
    const people = new Map<string, PersonRef>();
    for (const { person } of this.#all.values()) people.set(person.personId, person);
    return [...people.values()];
  }

  /** True: it listens, but must be given everything before it may hear more. */
  isStale(connection: Connection): boolean {
    return this.#all.get(connection)?.stale ?? false;
  }

  /** Begins to listen, or listens as somebody else from now on. */
  add(connection: Connection, person: PersonRef, who: Pick<Listener, 'actor' | 'fetches'>): void {
    this.#broadcast.flush();
    const known = this.#all.get(connection);
    this.#all.set(connection, { state: {}, frame: null, ...known, connection, person, ...who, stale: false });
    this.#presence.touch();
  }

  remove(connection: Connection): void {
    if (this.#all.delete(connection)) this.#presence.touch();
  }

  setPresence(connection: Connection, state: PresenceState): void {
    const listener = this.#all.get(connection);
    if (!listener) return;
    listener.state = { ...listener.state, ...state };
    this.#presence.touch();
  }

  /** People came or went in another process. */
  presenceChanged(): void {
    if (this.#all.size > 0) this.#presence.touch();
  }

  /** The person's membership changed. */
  renew(personId: string, person: PersonRef): void {
    for (const listener of this.#all.values()) {
      if (listener.person.personId !== personId) continue;
      listener.person = person;
      this.#rederive(listener);
    }
  }

  /** Ends listening for a person's sockets, or for `all`, and says why. */
  close(who: string, code: RefusalCode): void {
    for (const listener of this.#all.values()) {
      if (who === 'all' || listener.person.personId === who) this.#shut(listener, code);
    }
  }

  /** Everybody must open the room anew. Called while the old memory is still there. */
  makeAllStale(): void {
    this.#broadcast.clear();
    for (const listener of this.#all.values()) this.#makeStale(listener);
  }

  /** Tells `steps`, which brought the room from clock `from` to where it is now. */
  broadcast(memory: Memory, from: number, steps: readonly Step[]): void {
    // Who lost a role or a group hears nothing more from this moment on.
    this.#rederiveTouched(steps);
    this.#broadcast.tell(memory, from, steps);
  }

  stop(): void {
    this.#broadcast.flush();
    this.#presence.stop();
  }

  #rederiveTouched(steps: readonly Step[]): void {
    const touched = new Set<string>();
    let all = false;
    for (const { records } of steps) {
      for (const { type, id } of records) {
        if (type === 'participant') touched.add(id);
        // It says who comes in at all.
        else if (type === 'board') all = true;
      }
    }
    if (!all && touched.size === 0) return;
    for (const listener of this.#all.values())
      if (all || touched.has(listener.actor.id)) this.#rederive(listener);
    this.#presence.touch();
  }

  /** Looks up somebody's role anew; who may see other things now must read everything anew. */
  #rederive(listener: Listener): void {
    const memory = this.#memory.current;
    if (!memory) return;
    const found = memory.setup.actorFor(memory.view, listener.person);
    if (!found) {
      const own = memory.view.get('participant', listener.actor.id);
      return this.#shut(listener, own && own.removedAt !== null ? 'removed' : 'forbidden');
    }
    const { id, role, groupId } = listener.actor;
    const same = found.actor.id === id && found.actor.role === role && found.actor.groupId === groupId;
    listener.actor = found.actor;
    if (!same) this.#makeStale(listener);
    this.#presence.touch();
  }

  /** A change that starts where no client can be: it notices the gap and opens the room anew. */
  #makeStale(listener: Listener): void {
    if (listener.stale) return;
    listener.stale = true;
    const seq = (this.#memory.current?.seq ?? 0) + 1;
    listener.connection.send('room:change', { room: this.#roomId, from: seq, seq, changes: [] });
  }

  #shut({ connection }: Listener, code: RefusalCode): void {
    this.remove(connection);
    connection.send('room:closed', { room: this.#roomId, code });
  }
}
