import type { Command, WireCommand } from '../domain/commands.ts';
import type { RefusalCode, RoomView } from '../domain/rules.ts';
import { PROTOCOL_VERSION } from '../protocol/version.ts';
import type { CommandAnswer, OpenAnswer, PresenceState, Refusal } from '../protocol/rooms.ts';
import { runBatch, type BatchOutcome, type QueuedCommand } from './batch.ts';
import type { Elsewhere } from './Elsewhere.ts';
import { Listeners } from './Listeners.ts';
import { RecentRefusals } from './RecentRefusals.ts';
import { openedFor, pictureFor, RoomMemory, type Memory, type RoomPicture } from './RoomMemory.ts';
import {
  StoreRefusal,
  type Clock,
  type Connection,
  type Fanout,
  type FoundActor,
  type HintBus,
  type PersonRef,
  type ReportProblem,
  type RoomKind,
  type RoomSetup,
  type RoomStore,
  type RoomTx
} from './ports.ts';

export interface RoomOptions {
  store: RoomStore;
  clock: Clock;
  setups: Record<RoomKind, RoomSetup>;
  /** One sentence for a person; the code itself when absent. */
  refusalText?: ((code: RefusalCode) => string) | undefined;
  fanout?: Fanout | undefined;
  hints?: HintBus | undefined;
  elsewhere?: Elsewhere | undefined;
  report?: ReportProblem | undefined;
  /** So many records are too much for a socket; see BIG. */
  big?: number | undefined;
}

export interface OpenRequest {
  /** The client's clock. */
  since?: number | undefined;
  version?: number | undefined;
  /** It can fetch the whole over HTTP. */
  fetches?: boolean | undefined;
}

/** More records than this go over HTTP: some 150 kB, where everybody in the hall would get them at once. */
const BIG = 400;
/** Commands of one transaction. More would keep the lock, and everybody's answer, too long. */
const MAX_BATCH = 200;
/** Commands that may wait: some ten seconds of work. Whoever comes then is sent away for a while, not all for the same. */
const MAX_QUEUE = 5000;
const CROWDED_MS = 500;
const CROWDED_STEP_MS = 50;
const CROWDED_STEPS = 50;
/** How often a quiet room asks itself whether it is still needed. */
const TEND_MS = 20_000;
const IDLE_MS = 5 * 60_000;

/**
 * One room on one server process: its records in memory, the commands waiting for the next transaction, the sockets that
 * listen. The store is the truth; whatever is lost here is read again. Rules: SPEC.md.
 */
export class Room {
  readonly id: string;
  readonly #options: RoomOptions;
  readonly #memory: RoomMemory;
  readonly #listeners: Listeners;
  readonly #refusals: RecentRefusals;
  readonly #onIdle: (room: Room) => void;
  #queue: QueuedCommand[] = [];
  /** Come before the queue, each in a transaction of its own. */
  #alone: QueuedCommand[] = [];
  #lookWanted = false;
  #working: Promise<void> | null = null;
  #stopped = false;
  /** How many were sent away because too many waited. */
  #crowded = 0;
  /** How often access was taken away: an `open` that began before must not subscribe after. */
  #closings = 0;
  #cancelTend: (() => void) | null = null;
  #usedAt: number;

  constructor(id: string, options: RoomOptions, onIdle: (room: Room) => void = () => undefined) {
    this.id = id;
    this.#options = options;
    this.#onIdle = onIdle;
    this.#memory = new RoomMemory(id, options.store, options.setups);
    const { clock, fanout, elsewhere } = options;
    this.#listeners = new Listeners({
      roomId: id,
      memory: this.#memory,
      clock,
      fanout,
      elsewhere,
      big: options.big ?? BIG
    });
    this.#refusals = new RecentRefusals(options.clock);
    this.#usedAt = options.clock.now();
  }

  // -------------------------------------------------------------- what sockets and pages ask

  /**
   * Subscribes `connection` and answers with everything newer than `since`, or with everything. `reply` is called exactly
   * once, in the same turn in which the subscription begins, so nothing falls between. Opening again is harmless.
   */
  async open(
    connection: Connection,
    person: PersonRef,
    request: OpenRequest,
    reply: (answer: OpenAnswer) => void
  ): Promise<void> {
    const closings = this.#closings;
    const ready = await this.#prepare(person, request);
    if (!connection.connected) return reply(this.#refuse('unavailable'));
    if (!ready.ok) {
      if (ready.refusal.code !== 'unavailable') this.leave(connection);
      return reply(ready.refusal);
    }
    // Access, or the records, may have been taken away meanwhile: the client asks again and is judged anew.
    if (closings !== this.#closings || ready.memory !== this.#memory.current) {
      return reply(this.#refuse('unavailable'));
    }
    const since = this.#listeners.isStale(connection) ? undefined : request.since;
    const fetches = request.fetches === true;
    const most = fetches ? (this.#options.big ?? BIG) : undefined;
    this.#listeners.add(connection, person, { actor: ready.found.actor, fetches });
    reply(openedFor(ready.memory, ready.found, { since, most }, this.#options.clock.now()));
    this.#tend();
  }

  /** Like `open`, for a page or HTTP: one answer, no subscription. */
  async snapshot(person: PersonRef, since?: number): Promise<OpenAnswer> {
    const ready = await this.#prepare(person, { since });
    if (!ready.ok) return ready.refusal;
    return openedFor(ready.memory, ready.found, { since }, this.#options.clock.now());
  }

  /** Like `snapshot` of everything, in its parts: what an audience shares is the same object until it changes. */
  async picture(person: PersonRef): Promise<{ ok: true; picture: RoomPicture } | Refusal> {
    const ready = await this.#prepare(person, {});
    if (!ready.ok) return ready.refusal;
    return { ok: true, picture: pictureFor(ready.memory, ready.found, this.#options.clock.now()) };
  }

  /** Resolves after the commit. Never rejects: what cannot be done is answered with a code. */
  command(person: PersonRef, command: WireCommand): Promise<CommandAnswer> {
    return this.#enqueue(person, command);
  }

  /** A command of the server itself (`participant.join`, seeds). Acts as SYSTEM_ACTOR. */
  systemCommand(command: Command): Promise<CommandAnswer> {
    return this.#enqueue(null, command);
  }

  presence(connection: Connection, state: PresenceState): void {
    this.#listeners.setPresence(connection, state);
  }

  /** People came or went in another process. */
  presenceChanged(): void {
    this.#listeners.presenceChanged();
  }

  /** Everybody who is here now, by Actor.id: of more than fifty people presence names the first ones only. */
  get here(): Set<string> {
    return this.#listeners.here;
  }

  leave(connection: Connection): void {
    this.#listeners.remove(connection);
  }

  /** Lets the server read the room's records. Null: there is no such room. Rejects when the database is away. */
  async read<T>(work: (view: RoomView, seq: number) => T): Promise<T | null> {
    const memory = await this.#load();
    return memory ? work(memory.view, memory.seq) : null;
  }

  // -------------------------------------------------------------- what the server tells

  /** The person's membership changed; null: access ended. */
  renew(personId: string, person: PersonRef | null): void {
    if (person) this.#listeners.renew(personId, person);
    else this.close(personId, 'forbidden');
  }

  /** Ends access for a person's sockets, or for all, and says why. */
  close(who: string, code: RefusalCode): void {
    this.#closings += 1;
    this.#listeners.close(who, code);
  }

  /**
   * The tables were written past the room (erasure, restore): forget, and let every client read everything anew. So that
   * clients that are away do too, the writer raises the room's clock and sets its floor to the new clock.
   */
  reload(): void {
    this.#listeners.makeAllStale();
    this.#memory.forget();
  }

  /** Reads what other processes wrote and tells the sockets. Resolves when done or when the database is away. */
  async catchUp(): Promise<void> {
    this.#lookWanted = true;
    await this.#work();
  }

  /** Waits for the running transaction; what has not begun is answered `unavailable`. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelTend?.();
    this.#listeners.stop();
    const waiting = [...this.#alone.splice(0), ...this.#queue.splice(0)];
    for (const queued of waiting) queued.answer(this.#refuse('unavailable'));
    await this.#working;
  }

  /** Who listens, each person once. */
  get people(): PersonRef[] {
    return this.#listeners.people;
  }

  /** The clock that this process has reached; null while it has read nothing. */
  get seq(): number | null {
    return this.#memory.current?.seq ?? null;
  }

  /** How many sockets listen. */
  get size(): number {
    return this.#listeners.size;
  }

  // -------------------------------------------------------------- memory

  async #load(): Promise<Memory | null> {
    this.#usedAt = this.#options.clock.now();
    const memory = await this.#memory.load();
    this.#tend();
    return memory;
  }

  async #prepare(
    person: PersonRef,
    { since, version }: { since?: number | undefined; version?: number | undefined }
  ): Promise<{ ok: true; memory: Memory; found: FoundActor } | { ok: false; refusal: Refusal }> {
    if (version !== undefined && version !== PROTOCOL_VERSION)
      return { ok: false, refusal: this.#refuse('version') };
    try {
      let memory = await this.#load();
      // The client was with a process that knew more than this one.
      if (memory && since !== undefined && since > memory.seq) {
        await this.catchUp();
        memory = await this.#load();
      }
      // Whether the room exists is told only to those who may see it.
      const found = memory?.setup.actorFor(memory.view, person);
      if (!memory || !found) return { ok: false, refusal: this.#refuse('forbidden') };
      return { ok: true, memory, found };
    } catch (error) {
      this.#options.report?.({ what: 'room could not be read', roomId: this.id, error });
      return { ok: false, refusal: this.#refuse('unavailable') };
    }
  }

  // -------------------------------------------------------------- commands

  #enqueue(person: PersonRef | null, command: Command): Promise<CommandAnswer> {
    if (this.#stopped) return Promise.resolve(this.#refuse('unavailable'));
    if (this.#queue.length >= MAX_QUEUE) {
      const retryAfterMs = CROWDED_MS + (this.#crowded++ % CROWDED_STEPS) * CROWDED_STEP_MS;
      return Promise.resolve({ ...this.#refuse('rate_limited'), retryAfterMs });
    }
    return new Promise((answer) => {
      this.#queue.push({ person, command, answer });
      void this.#work();
    });
  }

  /** One transaction after another while there is something to do; what arrives meanwhile gathers for the next. */
  #work(): Promise<void> {
    this.#working ??= this.#workOff();
    return this.#working;
  }

  async #workOff(): Promise<void> {
    // Commands of one turn of the event loop belong together.
    await Promise.resolve();
    while (this.#alone.length > 0 || this.#queue.length > 0 || this.#lookWanted) {
      const batch = this.#alone.length > 0 ? this.#alone.splice(0, 1) : this.#queue.splice(0, MAX_BATCH);
      const look = this.#lookWanted;
      this.#lookWanted = false;
      try {
        if (batch.length > 0 || (look && (await this.#isBehind()))) await this.#commit(batch);
      } catch (error) {
        this.#failed(batch, error);
      }
    }
    // In the same turn as the last look at the queue: nothing can slip in between.
    this.#working = null;
  }

  #failed(batch: readonly QueuedCommand[], error: unknown): void {
    if (error instanceof StoreRefusal && batch.length > 1) {
      // One of them can never be written: alone each meets its own fate, and the others lose nothing.
      this.#alone.push(...batch);
      return;
    }
    this.#options.report?.({ what: 'room transaction failed', roomId: this.id, error });
    const refusal = this.#refuse(error instanceof StoreRefusal ? error.code : 'unavailable');
    for (const queued of batch) queued.answer(refusal);
  }

  async #isBehind(): Promise<boolean> {
    const memory = this.#memory.current;
    const head = memory && (await this.#options.store.head(this.id));
    return memory !== null && head !== null && head !== memory.seq;
  }

  async #commit(batch: readonly QueuedCommand[]): Promise<void> {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      // A mere look is no use of the room: it must not keep the room from being forgotten.
      const memory = batch.length > 0 ? await this.#load() : this.#memory.current;
      if (!memory) return batch.forEach((queued) => queued.answer(this.#refuse('forbidden')));
      const context = {
        ...memory,
        refusals: this.#refusals,
        refuse: (code: RefusalCode) => this.#refuse(code),
        now: this.#options.clock.now()
      };
      const { store } = this.#options;
      const work = (tx: RoomTx) => runBatch(tx, context, batch);
      const outcome = await (batch.length > 0
        ? store.transaction(this.id, work)
        : store.snapshot(this.id, work));
      if (!outcome.outdated) return this.#publish(memory, outcome, batch);
      this.reload();
    }
    throw new Error('the room moved on faster than it could be read');
  }

  #publish(
    memory: Memory,
    outcome: Exclude<BatchOutcome, { outdated: true }>,
    batch: readonly QueuedCommand[]
  ): void {
    const from = memory.seq;
    for (const step of outcome.steps) for (const record of step.records) memory.view.put(record);
    memory.seq = outcome.seq;
    batch.forEach((queued, i) => queued.answer(outcome.answers[i] ?? this.#refuse('unavailable')));
    // After `reload` this memory is nobody's: its sockets have been told to read anew.
    if (memory !== this.#memory.current) {
      this.#lookWanted = true;
      return;
    }
    if (outcome.seq === from) return;
    this.#options.hints?.publish({ room: this.id, seq: outcome.seq });
    this.#listeners.broadcast(memory, from, outcome.steps);
  }

  // -------------------------------------------------------------- time

  /** Forgets the records when nobody has listened or asked for five minutes. `Rooms` looks at the clocks of all. */
  #tend(): void {
    if (this.#cancelTend || this.#stopped) return;
    this.#cancelTend = this.#options.clock.after(TEND_MS, () => {
      this.#cancelTend = null;
      const fresh = this.#memory.current !== null && this.#options.clock.now() - this.#usedAt < IDLE_MS;
      if (this.#listeners.size > 0 || this.#working || fresh) {
        this.#tend();
      } else {
        this.#memory.forget();
        this.#onIdle(this);
      }
    });
  }

  #refuse(code: RefusalCode): Refusal {
    return { ok: false, code, message: this.#options.refusalText?.(code) ?? code };
  }
}
