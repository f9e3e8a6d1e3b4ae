/**
 * What the sync core needs from outside. The server implements these with PostgreSQL and Socket.IO, the browser with
 * socket.io-client and IndexedDB, the tests with memory and a seeded network. See ROOM wiring in SPEC.md.
 */
import type { Command, WireCommand } from '../domain/commands.ts';
import type { StoredRecord } from '../domain/records.ts';
import type { Actor, RefusalCode, RoomRules, RoomView } from '../domain/rules.ts';
import type {
  CommandAnswer,
  OpenAnswer,
  PresenceState,
  RoomChange,
  RoomClosed,
  RoomOpened,
  RoomPresence
} from '../protocol/rooms.ts';

export type { Clock } from '../util/clock.ts';

// ---------------------------------------------------------------- server: store

export type RoomKind = 'board' | 'directory';

/** A record before and after one step; `before` null: it was new. Removed records have `removedAt` set. */
export interface StoredStep {
  before: StoredRecord | null;
  after: StoredRecord;
}

/** One command's effect, as it is written: the records and a row of the change log. */
export interface StoredChange {
  seq: number;
  /** ms since 1970 */
  at: number;
  /** Actor.id of who did it; null for the system. */
  actorId: string | null;
  /** Whole, because some of it is kept beside the records (consent texts). */
  command: Command;
  steps: StoredStep[];
}

/** A row of the change log, without its records. */
export interface LoggedChange {
  seq: number;
  at: number;
  actorId: string | null;
  commandId: string;
}

/** What happened after a given clock. `records` are whole and current, removed ones included. */
export interface ChangedSince {
  records: StoredRecord[];
  log: LoggedChange[];
}

export interface LoadedRoom {
  kind: RoomKind;
  /** The room's clock. */
  seq: number;
  /** Tombstones up to this clock are gone: whoever is behind it needs everything. */
  floor: number;
  /** All records of the room, removed ones included. */
  records: StoredRecord[];
}

/** Valid inside `RoomStore.transaction` and `snapshot` only. */
export interface RoomTx {
  /** The room's clock, in a transaction read under the row lock. */
  readonly clock: number;
  readonly floor: number;
  changedSince(seq: number): Promise<ChangedSince>;
  /** Which of these commands were done before in this room, and by whom. */
  answersOf(commandIds: readonly string[]): Promise<Map<string, { seq: number; actorId: string | null }>>;
  /**
   * Writes records and log, and sets the room's clock to the last `seq`. Only the last state of a record that occurs
   * in several changes must be stored. Called at most once a transaction, never with an empty list. Where the store
   * itself decides a field (numbers that go through a whole space) it corrects `after` in place.
   */
  write(changes: readonly StoredChange[]): Promise<void>;
}

/**
 * Thrown by a store for what it can never write, however often it is tried (an id that lives in another room). The
 * command is answered with `code`; the others of its batch are tried without it.
 */
export class StoreRefusal extends Error {
  override readonly name: string = 'StoreRefusal';
  readonly code: RefusalCode;

  constructor(code: RefusalCode, message: string) {
    super(message);
    this.code = code;
  }
}

export interface RoomStore {
  /** A consistent picture of the room (one snapshot), or null when there is none of that id. */
  load(roomId: string): Promise<LoadedRoom | null>;
  /** The room's clock without a lock; null when the room is gone. */
  head(roomId: string): Promise<number | null>;
  /** The clocks of many rooms in one query, without locks. A room that is gone is not in the answer. */
  heads(roomIds: readonly string[]): Promise<Map<string, number>>;
  /**
   * Runs `work` in one transaction with the room's row locked (`select … for update`) and commits it. Resolves after
   * the commit is durable. Rejects when the room is gone, the database is away, or `work` throws: nothing is written.
   */
  transaction<T>(roomId: string, work: (tx: RoomTx) => Promise<T>): Promise<T>;
  /**
   * Like `transaction`, to look only: one consistent picture, without the lock, so that whoever catches up never holds up
   * those who write. `tx.write` rejects.
   */
  snapshot<T>(roomId: string, work: (tx: RoomTx) => Promise<T>): Promise<T>;
}

// ---------------------------------------------------------------- server: sockets, people, hints

/** Who stands behind a socket or request, as the server's session knows them. */
export interface PersonRef {
  /** '' for a visitor without a session. */
  personId: string;
  name: string;
  organisation: string | null;
  /** Role in the room's space; null when the person is none of its members. */
  member: 'member' | 'facilitator' | 'owner' | null;
}

/** The person's role in this room, derived from the room's own records each time, so that changes count at once. */
export interface FoundActor {
  actor: Actor;
  /**
   * `seq` of the record that the actor was derived from (0 when it comes from elsewhere). A client that was away when it
   * changed gets everything anew, for it may see other things now.
   */
  seq: number;
}
/** Null: the person has no access to this room. */
export type ActorFor = (view: RoomView, person: PersonRef) => FoundActor | null;

/** What makes a room a board or a directory. */
export interface RoomSetup {
  rules: RoomRules;
  actorFor: ActorFor;
}

export interface ServerEvents {
  'room:change': RoomChange;
  'room:presence': RoomPresence;
  'room:closed': RoomClosed;
}

/** One socket. Identity matters: the room keeps what it knows of it by this object. */
export interface Connection {
  readonly id: string;
  /** False once the socket is gone, for whatever reason. */
  readonly connected: boolean;
  send<E extends keyof ServerEvents>(event: E, payload: ServerEvents[E]): void;
  /** True when too much lies unsent (1 MB or 10 s): the room then ends it, and the client comes back and catches up. */
  overloaded(): boolean;
  /** Ends the socket. */
  end(): void;
}

/** Sends one payload to many sockets, encoding it once. Without this port the room calls `send` on each. */
export type Fanout = <E extends keyof ServerEvents>(
  to: readonly Connection[],
  event: E,
  payload: ServerEvents[E]
) => void;

/** Another process brought `room` to the clock `seq`. */
export interface Hint {
  room: string;
  seq: number;
}

/** Carries news between processes as hints; the truth is read from the database. A lost hint heals at the next look. */
export interface HintBus {
  /** After commit, outside the transaction. Must not throw. */
  publish(hint: Hint): void;
  /** Calls back for hints of other processes, and when the line is there again after hints may have been lost. */
  subscribe(heard: (hint: Hint) => void, restored: () => void): () => void;
}

/** Somebody who is here, as processes tell each other: names are in each process's own records. */
export interface PresentPerson {
  /** Actor.id */
  id: string;
  role: Actor['role'];
  /** See PresenceState. */
  editing?: string;
}

/**
 * What one process tells the others about who is here. `n` counts what it told, so that the others notice a loss; then they
 * ask, and it tells everything.
 */
export type PresenceNews =
  | { kind: 'ask' }
  /** Everything follows, up to `end`. */
  | { kind: 'all'; n: number }
  | { kind: 'here'; n: number; room: string; here: PresentPerson[]; gone: string[] }
  | { kind: 'end'; n: number }
  /** Nothing new, still alive. */
  | { kind: 'beat'; n: number }
  | { kind: 'bye' };

/** Carries presence between processes: in order, but some may be lost. */
export interface PresenceBus {
  /** Must not throw. A `here` of fifty people must fit. */
  tell(news: PresenceNews): void;
  /** Calls back for news of other processes (`from` names which), and when the line is there again. */
  listen(heard: (from: string, news: PresenceNews) => void, restored: () => void): () => void;
}

/** One line of what went wrong, for the log; never contents of records or names. */
export type ReportProblem = (problem: { what: string; roomId: string; error: unknown }) => void;

// ---------------------------------------------------------------- client

export interface RequestMap {
  'room:open': {
    payload: { room: string; since?: number; version: number; fetches?: boolean; key?: string };
    answer: OpenAnswer;
  };
  'room:command': { payload: { room: string; command: WireCommand }; answer: CommandAnswer };
}

export interface TransportListener {
  /** The line is up (again): the room must be opened anew. */
  connected(): void;
  disconnected(): void;
  /** The server does not accept the session at all. */
  refused(code: RefusalCode): void;
  change(message: RoomChange): void;
  presence(message: RoomPresence): void;
  closed(message: RoomClosed): void;
}

/** A line to the server that mends itself. One is shared by all rooms of a page. */
export interface Transport {
  readonly connected: boolean;
  /** Sends and waits for the answer. Rejects after the time limit or when the line breaks; the server may have done it. */
  request<E extends keyof RequestMap>(
    event: E,
    payload: RequestMap[E]['payload']
  ): Promise<RequestMap[E]['answer']>;
  /**
   * Everything this person may see, over HTTP; null where it cannot be had just now. Without this port a client gets all
   * over its line. `key`: of a public link.
   */
  fetchWhole?(room: string, key?: string): Promise<RoomOpened | null>;
  /** May be lost. */
  presence(payload: { room: string; state: PresenceState }): void;
  /**
   * Listens to one room. The answer ends it; when nobody on the page listens to the room any more, the transport sends
   * `room:close`.
   */
  listen(room: string, listener: TransportListener): () => void;
  /** Tries at once instead of waiting for the next planned attempt. */
  retryNow(): void;
}

export interface OutboxEntry {
  command: WireCommand;
  /** Server time at which the person acted, as far as the client knew it. */
  at: number;
}

/** Keeps commands until they are answered, over reloads where the browser allows. One per person and room. */
export interface Outbox {
  /** What earlier pages left behind, oldest first. May be called again: gives only what was not given before. */
  load(): Promise<OutboxEntry[]>;
  /** Resolves when kept. Never rejects: without storage it keeps in memory and says so through `durable`. */
  add(entry: OutboxEntry): Promise<void>;
  remove(commandId: string): Promise<void>;
  /**
   * Takes out what somebody else left in the same room on this device: an earlier session that ended before its words were
   * sent. Nobody will send them any more, so whoever is here now is asked about them.
   */
  takeLeftBehind?(): Promise<OutboxEntry[]>;
  /** Resolves when everything that was added and removed so far is kept, or `durable` says that it is not. */
  written(): Promise<void>;
  /** This page is done with it: what is left may be sent by another. */
  close(): void;
  /** False when commands would be lost with a reload (private mode, full disk). */
  readonly durable: boolean;
}
