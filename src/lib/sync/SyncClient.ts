import type { WireCommand } from '../domain/commands.ts';
import { keyOf, type RecordType } from '../domain/records.ts';
import type { RefusalCode, RoomView } from '../domain/rules.ts';
import { unpackChanges } from '../protocol/packed.ts';
import type {
  CommandAnswer,
  Me,
  PresenceState,
  Refusal,
  RoomChange,
  RoomOpened,
  RoomPresence
} from '../protocol/rooms.ts';
import type { Random } from '../util/random.ts';
import { ClientState, type Stub } from './ClientState.ts';
import { CommandQueue } from './CommandQueue.ts';
import { Opening } from './Opening.ts';
import type { Clock, Outbox, Transport, TransportListener } from './ports.ts';
import { Prediction, type PredictionOptions } from './Prediction.ts';

export type Connection = 'connecting' | 'live' | 'reconnecting' | 'offline' | 'refused';
/** Of a record: on the server, on its way, or kept until there is a line again. */
export type SendState = 'saved' | 'sending' | 'waiting';

export interface RefusedCommand {
  /** As it was sent, so that nothing the person typed is lost. */
  command: WireCommand;
  code: RefusalCode;
  message: string;
}

export interface SyncClientOptions extends PredictionOptions {
  roomId: string;
  transport: Transport;
  outbox: Outbox;
  /** Of a public link: the room is opened for reading. */
  key?: string | undefined;
  clock: Clock;
  random: Random;
  refusalText?: ((code: RefusalCode) => string) | undefined;
  /** Keys of records that look different now, or whose send state does. */
  changed: (keys: ReadonlySet<string>) => void;
  /** `connection`, `waiting` or `me` may be different now. */
  status: () => void;
  presence: (presence: RoomPresence) => void;
  refused: (refused: RefusedCommand) => void;
}

/** A look at the head as often as this: a broadcast may have been lost. */
const LOOK_MS = 25_000;
/** The page before this one may let go of its outbox a moment after this one asked. */
const ADOPT_AGAIN_MS = 3000;
/** Refusals after which the line is not tried again, but commands are kept for the next page. */
const KEEPING: ReadonlySet<RefusalCode> = new Set(['unauthenticated', 'version']);
/** Changes held back while an answer is on its way; more, and the room is opened anew anyway. */
const MAX_HELD = 500;

/**
 * One room as one page knows it: the server's word, the person's own unanswered commands laid over it, and the talk with
 * the server that brings both together. Pure of browser and framework. Rules: SPEC.md.
 */
export class SyncClient {
  readonly #options: SyncClientOptions;
  readonly #state = new ClientState();
  readonly #queue: CommandQueue;
  readonly #prediction: Prediction;
  readonly #opening: Opening;
  #offset = 0;
  #online = true;
  #everLive = false;
  #live = false;
  #halted: RefusalCode | null = null;
  #held: RoomChange[] = [];
  #presence: PresenceState = {};
  #unlisten: (() => void) | null = null;
  #cancelLook: (() => void) | null = null;
  #cancelAdopt: (() => void) | null = null;

  constructor(options: SyncClientOptions) {
    this.#options = options;
    this.#queue = new CommandQueue({
      ...options,
      maySend: () => this.#live && this.#online && this.#halted === null,
      answered: () => this.#settle(new Set()),
      refused: (command, refusal) => this.#tellRefused(command, refusal),
      halt: (code) => this.#halt(code)
    });
    this.#prediction = new Prediction(this.#state, this.#queue, options);
    this.#opening = new Opening({
      ...options,
      opened: (answer, since) => this.#opened(answer, since),
      refused: (code) => this.#halt(code),
      lost: () => this.#lose(),
      due: () => options.transport.connected && this.#open()
    });
  }

  // -------------------------------------------------------------- what the page reads

  /** The records: the server's, with this person's own commands on top. Stubs are not in it. */
  get view(): RoomView {
    return this.#prediction.view;
  }

  /** Records that this viewer may count but not read. */
  get stubs(): Iterable<Stub> {
    return this.#state.stubs.values();
  }

  get connection(): Connection {
    if (this.#halted !== null) return 'refused';
    if (!this.#online) return 'offline';
    if (this.#live) return 'live';
    return this.#everLive ? 'reconnecting' : 'connecting';
  }

  /** Why the connection is `refused`. */
  get refusal(): RefusalCode | null {
    return this.#halted;
  }

  /** Commands that nobody has answered yet. */
  get unanswered(): number {
    return this.#queue.unanswered;
  }

  /** Null before the first answer. */
  get me(): Me | null {
    const { actor } = this.#prediction;
    return actor && { id: actor.id, name: actor.name, role: actor.role, groupId: actor.groupId };
  }

  /** The clock up to which this client knows everything; null before the first answer. */
  get seq(): number | null {
    return this.#state.seq;
  }

  /** Server time in ms. */
  now(): number {
    return this.#options.clock.now() + this.#offset;
  }

  sendStateOf(type: RecordType, id: string): SendState {
    if (!this.#prediction.unsaved.has(keyOf({ type, id }))) return 'saved';
    return this.#live && this.#online ? 'sending' : 'waiting';
  }

  // -------------------------------------------------------------- what the page does

  /** Takes a picture that came with the page. */
  takeSnapshot(opened: RoomOpened): void {
    const changed = new Set<string>();
    this.#takeOpened(opened, changed);
    this.#settle(changed);
  }

  start(): void {
    if (this.#unlisten) return;
    const { transport, roomId } = this.#options;
    this.#unlisten = transport.listen(roomId, this.#listener());
    this.#adoptTwice();
    this.#scheduleLook();
    if (transport.connected) this.#open();
  }

  stop(): void {
    this.#unlisten?.();
    this.#unlisten = null;
    this.#cancelLook?.();
    this.#cancelAdopt?.();
    this.#cancelLook = null;
    this.#opening.stop();
    this.#live = false;
    this.#queue.stop();
  }

  /** Applies the command at once and sends it when there is a line. What the rules refuse here is never sent. */
  send(command: WireCommand): Promise<CommandAnswer> {
    if (this.#halted !== null && !KEEPING.has(this.#halted)) return this.#refuseHere(command, this.#halted);
    const at = this.now();
    const code = this.#prediction.refusal(command, at);
    if (code !== null) return this.#refuseHere(command, code);
    const answer = this.#queue.add(command, at);
    this.#settle(new Set());
    this.#queue.flush();
    return answer;
  }

  setPresence(state: PresenceState): void {
    this.#presence = { ...this.#presence, ...state };
    if (this.#live) this.#options.transport.presence({ room: this.#options.roomId, state: this.#presence });
  }

  /** What the browser says of the network. */
  setOnline(online: boolean): void {
    if (this.#online === online) return;
    this.#online = online;
    if (online) {
      this.#queue.reset();
      this.#options.transport.retryNow();
      this.look();
    }
    this.#settle(new Set(this.#prediction.unsaved));
  }

  /** Asks for what may have been missed: after focus, and every 25 s by itself. */
  look(): void {
    if (!this.#unlisten || this.#halted !== null) return;
    if (!this.#options.transport.connected) this.#options.transport.retryNow();
    else if (!this.#opening.underWay) this.#open();
    void this.#adopt();
  }

  // -------------------------------------------------------------- the talk

  #listener(): TransportListener {
    return {
      connected: () => {
        this.#live = false;
        this.#queue.reset();
        this.#open();
      },
      disconnected: () => this.#lose(),
      refused: (code) => this.#halt(code),
      change: (message) => this.#hear({ ...message, changes: unpackChanges(message) }),
      presence: (message) => this.#options.presence(message),
      closed: ({ code }) => this.#halt(code)
    };
  }

  #open(): void {
    if (this.#halted !== null || !this.#unlisten) return;
    this.#held = [];
    this.#opening.ask(this.#state.seq);
  }

  #opened(answer: RoomOpened, since: number | null): void {
    const { me, seq } = this.#state;
    // An old picture that overtaking changes have made worthless. (A server that was set back answers below `since`.)
    if (answer.full && seq !== null && answer.seq < seq && since !== null && answer.seq >= since)
      return this.#open();
    if (!answer.full && me && (me.role !== answer.me.role || me.groupId !== answer.me.groupId)) {
      // Another role sees other things: only everything anew is right.
      this.#state.seq = null;
      this.#state.me = answer.me;
      return this.#open();
    }
    const changed = new Set<string>();
    this.#takeOpened(answer, changed);
    this.#opening.succeeded();
    const held = this.#held.sort((a, b) => a.from - b.from);
    this.#held = [];
    const whole = held.every((message) => this.#applyMessage(message, changed));
    if (!this.#live) {
      for (const key of this.#prediction.unsaved) changed.add(key);
      // A page that was closed while there was no line left its words: now they can be sent.
      if (this.#everLive) this.#adoptTwice();
    }
    this.#live = this.#everLive = true;
    if (Object.keys(this.#presence).length > 0) this.setPresence({});
    this.#settle(changed);
    if (!whole) this.#open();
    this.#queue.flush();
  }

  #hear(message: RoomChange): void {
    const changed = new Set<string>();
    if (this.#applyMessage(message, changed)) {
      this.#settle(changed);
      return this.#queue.flush();
    }
    if (!this.#opening.underWay) return this.#open();
    if (this.#held.length < MAX_HELD) this.#held.push(message);
  }

  #applyMessage(message: RoomChange, changed: Set<string>): boolean {
    if (!this.#state.applyMessage(message, changed)) return false;
    for (const { cmd, seq } of message.changes) if (cmd !== undefined) this.#queue.seen(cmd, seq);
    return true;
  }

  #takeOpened(opened: RoomOpened, changed: Set<string>): void {
    this.#offset = opened.now - this.#options.clock.now();
    const before = this.#state.seq;
    this.#state.applyOpened(opened, changed);
    // The server was set back: what it had accepted beyond is no longer waited for.
    if (before !== null && opened.full && opened.seq < before) this.#queue.retire(Number.POSITIVE_INFINITY);
  }

  #lose(): void {
    this.#opening.drop();
    this.#live = false;
    this.#queue.reset();
    this.#settle(new Set(this.#prediction.unsaved));
  }

  #halt(code: RefusalCode): void {
    if (code === 'unavailable') return this.#opening.later();
    this.#halted = code;
    this.#lose();
  }

  #scheduleLook(): void {
    this.#cancelLook = this.#options.clock.after(LOOK_MS, () => {
      this.look();
      this.#scheduleLook();
    });
  }

  #adoptTwice(): void {
    void this.#adopt();
    this.#cancelAdopt?.();
    this.#cancelAdopt = this.#options.clock.after(ADOPT_AGAIN_MS, () => void this.#adopt());
  }

  async #adopt(): Promise<void> {
    const found = await this.#queue.load();
    if (found) this.#settle(new Set());
    this.#queue.flush();
  }

  // -------------------------------------------------------------- what the page hears

  /** What is pending or known may be different now: tells what looks different. */
  #settle(changed: Set<string>): void {
    this.#prediction.settle(changed);
    if (changed.size > 0) this.#options.changed(changed);
    this.#options.status();
  }

  #refuseHere(command: WireCommand, code: RefusalCode): Promise<Refusal> {
    const refusal: Refusal = { ok: false, code, message: this.#options.refusalText?.(code) ?? code };
    this.#tellRefused(command, refusal);
    return Promise.resolve(refusal);
  }

  #tellRefused(command: WireCommand, { code, message }: Refusal): void {
    this.#options.refused({ command, code, message });
  }
}
