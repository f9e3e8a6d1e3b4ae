import type { Actor } from '../domain/rules.ts';
import { packChanges } from '../protocol/packed.ts';
import { Telling } from './audience.ts';
import { withoutOvertaken, type Step } from './batch.ts';
import type { Clock, Connection, Fanout } from './ports.ts';
import type { Memory } from './RoomMemory.ts';

/** Somebody's socket, as far as it is told of changes. */
export interface Told {
  connection: Connection;
  actor: Actor;
  /** Hears nothing more until it has opened the room anew. */
  stale: boolean;
  /** It can fetch the whole over HTTP. */
  fetches: boolean;
}

export interface BroadcastPorts {
  roomId: string;
  clock: Clock;
  fanout: Fanout;
  listeners: () => Iterable<Told>;
  /** How many there are. */
  count: () => number;
  /** It does not keep up: it comes back and catches up. */
  drop: (listener: Told) => void;
  /** More records than this are not sent to those who can fetch. */
  big: number;
}

/**
 * A message to one socket costs the server some 12 µs and a phone much more; with these pauses a small part of the
 * server's one core goes into messages. 1,000 people wait a tenth of a second at most, and only for what follows quickly.
 */
const PAUSE_MS_PER_LISTENER = 0.1;
const LONGEST_PAUSE_MS = 250;
/** Shorter pauses than a timer can keep are none. */
const LEAST_PAUSE_MS = 5;

/** What happened since the last message. */
interface Waiting {
  memory: Memory;
  from: number;
  seq: number;
  steps: Step[];
}

/**
 * Tells the changes of a room: the first at once, and in a full hall those that follow quickly together. Answers to commands
 * and hints to other processes do not wait for it.
 */
export class Broadcast {
  readonly #ports: BroadcastPorts;
  #waiting: Waiting | null = null;
  #cancel: (() => void) | null = null;
  #quietUntil = 0;

  constructor(ports: BroadcastPorts) {
    this.#ports = ports;
  }

  /** `steps` brought the room from clock `from` to where `memory` is now. */
  tell(memory: Memory, from: number, steps: readonly Step[]): void {
    const { clock } = this.#ports;
    const before = this.#waiting;
    this.#waiting = before
      ? { memory, from: before.from, seq: memory.seq, steps: [...before.steps, ...steps] }
      : { memory, from, seq: memory.seq, steps: [...steps] };
    const wait = this.#quietUntil - clock.now();
    if (wait <= 0) this.flush();
    else this.#cancel ??= clock.after(wait, () => this.flush());
  }

  /** Sends what waits. Whoever subscribes calls it first, so that nothing known already comes again. */
  flush(): void {
    this.#cancel?.();
    this.#cancel = null;
    const waiting = this.#waiting;
    if (!waiting) return;
    this.#waiting = null;
    const { clock, count } = this.#ports;
    const pause = Math.min(LONGEST_PAUSE_MS, count() * PAUSE_MS_PER_LISTENER);
    this.#quietUntil = pause < LEAST_PAUSE_MS ? 0 : clock.now() + pause;
    this.#send(waiting);
  }

  /** Forgets what waits: everybody reads everything anew, or nobody listens any more. */
  clear(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#waiting = null;
  }

  #send({ memory: { setup, view }, from, seq, steps: all }: Waiting): void {
    const { roomId, fanout, listeners, drop, big } = this.#ports;
    const steps = withoutOvertaken(all);
    const telling = new Telling(setup.rules, view, steps);
    const isBig = steps.reduce((sum, { records }) => sum + records.length, 0) > big;
    const fetching: Connection[] = [];
    const groups = new Map<string, { actor: Actor; to: Connection[] }>();
    for (const listener of listeners()) {
      const { actor, connection, stale, fetches } = listener;
      if (connection.overloaded()) drop(listener);
      else if (isBig && fetches && !stale) fetching.push(connection);
      else if (!stale) {
        const key = telling.keyFor(actor);
        const group = groups.get(key);
        if (group) group.to.push(connection);
        else groups.set(key, { actor, to: [connection] });
      }
    }
    for (const [key, { actor, to }] of groups) {
      fanout(to, 'room:change', { room: roomId, from, seq, ...packChanges(telling.changesFor(actor, key)) });
    }
    // Begins where no client is yet: a gap, so they open the room anew and are told to fetch.
    if (fetching.length > 0) fanout(fetching, 'room:change', { room: roomId, from: seq, seq, changes: [] });
  }
}
