import type { Command, WireCommand } from '../domain/commands.ts';
import type { Actor, RefusalCode, RoomView } from '../domain/rules.ts';
import { PROTOCOL_VERSION } from '../protocol/version.ts';
import type { CommandAnswer, Me, OpenAnswer, PresenceState, Refusal, RoomChange } from '../protocol/rooms.ts';
import { changesFor, peopleConcerned, Pictures } from './audience.ts';
import { runBatch, type BatchOutcome, type QueuedCommand, type Step } from './batch.ts';
import { Presence, type Present } from './Presence.ts';
import { RecentRefusals } from './RecentRefusals.ts';
import { RecordMap } from './RecordMap.ts';
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
  type RoomStore
} from './ports.ts';

export interface RoomOptions {
  store: RoomStore;
  clock: Clock;
  setups: Record<RoomKind, RoomSetup>;
  /** One sentence for a person; the code itself when absent. */
  refusalText?: ((code: RefusalCode) => string) | undefined;
  fanout?: Fanout | undefined;
  hints?: HintBus | undefined;
  report?: ReportProblem | undefined;
}

interface Member extends Present {
  connection: Connection;
  person: PersonRef;
  /** Its actor changed: it hears nothing more until it has opened the room anew. */
  stale: boolean;
}

interface Memory {
  setup: RoomSetup;
  view: RecordMap;
  seq: number;
  floor: number;
  pictures: Pictures;
}

/** Commands of one transaction. More would keep the lock, and everybody's answer, too long. */
const MAX_BATCH = 200;
/** Commands that may wait; beyond, `unavailable` is the honest answer. */
const MAX_QUEUE = 5000;
const LOOK_MS = 20_000;
const IDLE_MS = 5 * 60_000;
const eachAlone: Fanout = (to, event, payload) => to.forEach((connection) => connection.send(event, payload));

/**
 * One room on one server process: its records in memory, the commands waiting for the next transaction, the sockets that
 * listen. The store is the truth; whatever is lost here is read again. Rules: SPEC.md.
 */
export class Room {
  readonly id: string;
  readonly #options: RoomOptions;
  readonly #members = new Map<Connection, Member>();
  readonly #refusals: RecentRefusals;
  readonly #presence: Presence<Member>;
  readonly #onIdle: (room: Room) => void;
  #memory: Memory | null = null;
  #loading: Promise<Memory | null> | null = null;
  #queue: QueuedCommand[] = [];
  /** Come before the queue, each in a transaction of its own. */
  #alone: QueuedCommand[] = [];
  #lookWanted = false;
  #working: Promise<void> | null = null;
  #stopped = false;
  /** How often access was taken away: an `open` that began before must not subscribe after. */
  #closings = 0;
  #cancelLook: (() => void) | null = null;
  #usedAt: number;

  constructor(id: string, options: RoomOptions, onIdle: (room: Room) => void = () => undefined) {
    this.id = id;
    this.#options = options;
    this.#onIdle = onIdle;
    this.#refusals = new RecentRefusals(options.clock);
    this.#usedAt = options.clock.now();
    this.#presence = new Presence<Member>({
      roomId: id,
      clock: options.clock,
      rules: () => this.#rules(),
      members: () => this.#members.values(),
      view: () => this.#memory?.view ?? null,
      send: (to, message) =>
        this.#fanout()(
          to.map((member) => member.connection),
          'room:presence',
          message
        )
    });
  }

  // -------------------------------------------------------------- what sockets and pages ask

  /**
   * Subscribes `connection` and answers with everything newer than `since`, or with everything. `reply` is called exactly
   * once, in the same turn in which the subscription begins, so nothing falls between. Opening again is harmless.
   */
  async open(
    connection: Connection,
    person: PersonRef,
    request: { since?: number | undefined; version?: number | undefined },
    reply: (answer: OpenAnswer) => void
  ): Promise<void> {
    const closings = this.#closings;
    const ready = await this.#prepare(person, request);
    if (!connection.connected) return reply(this.#refuse('unavailable'));
    if (!ready.ok) {
      if (ready.refusal.code !== 'unavailable') this.leave(connection);
      return reply(ready.refusal);
    }
    // Access may have been taken away while the records were read: the client asks again and is judged anew.
    if (closings !== this.#closings) return reply(this.#refuse('unavailable'));
    const known = this.#members.get(connection);
    const since = known?.stale ? undefined : request.since;
    const member = known ?? {
      connection,
      person,
      actor: ready.found.actor,
      state: {},
      frame: null,
      stale: false
    };
    Object.assign(member, { person, actor: ready.found.actor, stale: false });
    this.#members.set(connection, member);
    reply(this.#picture(ready.memory, ready.found, since));
    this.#presence.touch();
    this.#tend();
  }

  /** Like `open`, for a page or HTTP: one answer, no subscription. */
  async snapshot(person: PersonRef, since?: number): Promise<OpenAnswer> {
    const ready = await this.#prepare(person, { since });
    return ready.ok ? this.#picture(ready.memory, ready.found, since) : ready.refusal;
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
    const member = this.#members.get(connection);
    if (!member) return;
    member.state = { ...member.state, ...state };
    this.#presence.touch();
  }

  leave(connection: Connection): void {
    if (this.#members.delete(connection)) this.#presence.touch();
  }

  /** Lets the server read the room's records. Null: there is no such room. Rejects when the database is away. */
  async read<T>(work: (view: RoomView, seq: number) => T): Promise<T | null> {
    const memory = await this.#load();
    return memory ? work(memory.view, memory.seq) : null;
  }

  // -------------------------------------------------------------- what the server tells

  /** The person's membership changed; null: access ended. */
  renew(personId: string, person: PersonRef | null): void {
    if (!person) return this.close(personId, 'forbidden');
    for (const member of this.#members.values()) {
      if (member.person.personId !== personId) continue;
      member.person = person;
      this.#rederive(member);
    }
  }

  /** Ends access for a person's sockets, or for all, and says why. */
  close(who: string, code: RefusalCode): void {
    this.#closings += 1;
    for (const member of this.#members.values()) {
      if (who === 'all' || member.person.personId === who) this.#shut(member, code);
    }
  }

  /**
   * The tables were written past the room (erasure, restore): forget, and let every client read everything anew. So that
   * clients that are away do too, the writer raises the room's clock and sets its floor to the new clock.
   */
  reload(): void {
    for (const member of this.#members.values()) this.#makeStale(member);
    this.#memory = null;
    this.#loading = null;
  }

  /** Reads what other processes wrote and tells the sockets. Resolves when done or when the database is away. */
  async catchUp(): Promise<void> {
    this.#lookWanted = true;
    await this.#work();
  }

  /** Waits for the running transaction; what has not begun is answered `unavailable`. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelLook?.();
    this.#presence.stop();
    const waiting = [...this.#alone.splice(0), ...this.#queue.splice(0)];
    for (const queued of waiting) queued.answer(this.#refuse('unavailable'));
    await this.#working;
  }

  /** How many sockets listen. */
  get size(): number {
    return this.#members.size;
  }

  // -------------------------------------------------------------- memory

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

  async #load(): Promise<Memory | null> {
    this.#usedAt = this.#options.clock.now();
    if (this.#memory) return this.#memory;
    const loading = (this.#loading ??= this.#read());
    try {
      const memory = await loading;
      // `reload` may have come between: then this picture is already old.
      if (this.#loading !== loading) return await this.#load();
      this.#memory = memory;
      this.#tend();
      return memory;
    } finally {
      if (this.#loading === loading) this.#loading = null;
    }
  }

  async #read(): Promise<Memory | null> {
    const loaded = await this.#options.store.load(this.id);
    if (!loaded) return null;
    const setup = this.#options.setups[loaded.kind];
    const view = new RecordMap(loaded.records);
    return { setup, view, seq: loaded.seq, floor: loaded.floor, pictures: new Pictures(setup.rules) };
  }

  #picture(memory: Memory, { actor, seq: actorSeq }: FoundActor, since: number | undefined): OpenAnswer {
    const full = since === undefined || since < memory.floor || since > memory.seq || since < actorSeq;
    const { put, removed } = memory.pictures.of(memory.view, memory.seq, actor, full ? -1 : since);
    return {
      ok: true,
      seq: memory.seq,
      records: put,
      // Whoever gets everything forgets the rest by itself.
      removed: full ? [] : removed,
      full,
      me: meOf(actor),
      now: this.#options.clock.now()
    };
  }

  // -------------------------------------------------------------- commands

  #enqueue(person: PersonRef | null, command: Command): Promise<CommandAnswer> {
    if (this.#stopped || this.#queue.length >= MAX_QUEUE) return Promise.resolve(this.#refuse('unavailable'));
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
    if (!this.#memory) return false;
    const head = await this.#options.store.head(this.id);
    return head !== null && head !== this.#memory.seq;
  }

  async #commit(batch: readonly QueuedCommand[]): Promise<void> {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const memory = await this.#load();
      if (!memory) return batch.forEach((queued) => queued.answer(this.#refuse('forbidden')));
      const context = {
        ...memory,
        refusals: this.#refusals,
        refuse: (code: RefusalCode) => this.#refuse(code),
        now: this.#options.clock.now()
      };
      const outcome = await this.#options.store.transaction(this.id, (tx) => runBatch(tx, context, batch));
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
    // Tombstones that this memory still has are still good for a diff: `floor` stays as loaded.
    batch.forEach((queued, i) => queued.answer(outcome.answers[i] ?? this.#refuse('unavailable')));
    // After `reload` this memory is nobody's: its sockets have been told to read anew.
    if (memory !== this.#memory) {
      this.#lookWanted = true;
      return;
    }
    if (outcome.seq === from) return;
    this.#options.hints?.publish({ room: this.id, seq: outcome.seq });
    this.#broadcast(memory, from, outcome.steps);
  }

  // -------------------------------------------------------------- telling the sockets

  #broadcast(memory: Memory, from: number, steps: readonly Step[]): void {
    const { setup, view, seq } = memory;
    const touched = new Set<string>();
    for (const step of steps)
      for (const { type, id } of step.records) if (type === 'participant') touched.add(id);
    for (const member of this.#members.values()) if (touched.has(member.actor.id)) this.#rederive(member);

    const actors = new Map<string, Actor>();
    for (const { actor } of this.#members.values()) actors.set(actor.id, actor);
    const people = peopleConcerned(setup.rules, view, steps, actors);
    const groups = new Map<string, { actor: Actor; to: Connection[] }>();
    for (const { actor, connection, stale } of this.#members.values()) {
      if (stale) continue;
      if (connection.overloaded()) {
        this.leave(connection);
        connection.end();
        continue;
      }
      const key = people.has(actor.id) ? `person:${actor.id}` : `all:${setup.rules.audienceKey(view, actor)}`;
      const group = groups.get(key);
      if (group) group.to.push(connection);
      else groups.set(key, { actor, to: [connection] });
    }
    for (const { actor, to } of groups.values()) {
      const message: RoomChange = {
        room: this.id,
        from,
        seq,
        changes: changesFor(setup.rules, view, actor, steps)
      };
      this.#fanout()(to, 'room:change', message);
    }
    if (touched.size > 0) this.#presence.touch();
  }

  /** Looks up a member's role anew; who may see other things now must read everything anew. */
  #rederive(member: Member): void {
    if (!this.#memory) return;
    const found = this.#memory.setup.actorFor(this.#memory.view, member.person);
    if (!found) return this.#shut(member, 'forbidden');
    const { id, role, groupId } = member.actor;
    const same = found.actor.id === id && found.actor.role === role && found.actor.groupId === groupId;
    member.actor = found.actor;
    if (!same) this.#makeStale(member);
    this.#presence.touch();
  }

  /** A change that starts where no client can be: it notices the gap and opens the room anew. */
  #makeStale(member: Member): void {
    if (member.stale) return;
    member.stale = true;
    const seq = (this.#memory?.seq ?? 0) + 1;
    member.connection.send('room:change', { room: this.id, from: seq, seq, changes: [] });
  }

  #shut({ connection }: Member, code: RefusalCode): void {
    this.leave(connection);
    connection.send('room:closed', { room: this.id, code });
  }

  // -------------------------------------------------------------- time

  /** Every 20 s: look at the head while somebody listens, forget the records when nobody has for five minutes. */
  #tend(): void {
    if (this.#cancelLook || this.#stopped) return;
    this.#cancelLook = this.#options.clock.after(LOOK_MS, () => {
      this.#cancelLook = null;
      if (this.#members.size > 0) {
        void this.catchUp();
        this.#tend();
      } else if (this.#working || (this.#memory && this.#options.clock.now() - this.#usedAt < IDLE_MS)) {
        this.#tend();
      } else {
        this.#memory = null;
        this.#onIdle(this);
      }
    });
  }

  #rules() {
    return (this.#memory?.setup ?? this.#options.setups.board).rules;
  }

  #fanout(): Fanout {
    return this.#options.fanout ?? eachAlone;
  }

  #refuse(code: RefusalCode): Refusal {
    return { ok: false, code, message: this.#options.refusalText?.(code) ?? code };
  }
}

function meOf({ id, name, role, groupId }: Actor): Me {
  return { id, name, role, groupId };
}
