import type { WireCommand } from '../domain/commands.ts';
import type { RefusalCode } from '../domain/rules.ts';
import type { CommandAnswer, Refusal } from '../protocol/rooms.ts';
import type { Random } from '../util/random.ts';
import type { Clock, Outbox, Transport } from './ports.ts';

/** A command on its way. */
export interface Pending {
  readonly command: WireCommand;
  /** Server time at which the person acted, so that predictions stay the same when they are made anew. */
  readonly at: number;
  /** The clock of its change once the server has answered; it stays until that change has arrived. */
  ackSeq: number | null;
  /** Keys of the records it touches, as predicted. */
  keys: string[];
  readonly answer: (answer: CommandAnswer) => void;
}

export interface QueuePorts {
  roomId: string;
  transport: Transport;
  outbox: Outbox;
  clock: Clock;
  random: Random;
  /** Commands go out only while the room is open on a live line. */
  maySend: () => boolean;
  /** An answer came: what is pending, or saved, has changed. */
  answered: () => void;
  refused: (command: WireCommand, refusal: Refusal) => void;
  /** The server will take no command of this session. */
  halt: (code: RefusalCode) => void;
}

const HALTING: ReadonlySet<RefusalCode> = new Set(['unauthenticated', 'version']);
const AGAIN: ReadonlySet<RefusalCode> = new Set(['unavailable', 'rate_limited']);

/** The longest wait: when the server is well again, everybody's words shall be there within ten seconds. */
const LONGEST_MS = 8000;

/** Waits longer each time, never exactly as long as others do. */
export function backoff(attempt: number, random: Random): number {
  return Math.min(LONGEST_MS, 500 * 2 ** Math.min(attempt, 5)) * (0.5 + random() / 2);
}

/** So many commands that stand alone may be on the line at once: after an hour without network, four times to and fro for thirty notes. */
const ABREAST = 8;

/**
 * The note that a command pins, when it means the same before and after others of its kind: a new note that names its own
 * place. Null for everything else, which has to keep its turn.
 */
function standsAlone(command: WireCommand): string | null {
  return command.type === 'note.add' && command.rank !== undefined ? command.noteId : null;
}

/**
 * Keeps commands in order until the server has answered each. One is on the line at a time, but for new notes that stand
 * alone (M17): between two on the line the first may fail for the moment while the second succeeds.
 */
export class CommandQueue {
  readonly #ports: QueuePorts;
  #pending: Pending[] = [];
  /** What is on the line, with the number of its sending: an answer that never came may be that of an earlier one. */
  readonly #inFlight = new Map<Pending, number>();
  #sendings = 0;
  #abreast = ABREAST;
  #loaded = false;
  #attempt = 0;
  #retryAt = 0;
  #cancelRetry: (() => void) | null = null;

  constructor(ports: QueuePorts) {
    this.#ports = ports;
  }

  get pending(): readonly Pending[] {
    return this.#pending;
  }

  get unanswered(): number {
    return this.#pending.filter((pending) => pending.ackSeq === null).length;
  }

  /** Takes over what earlier pages left. The first call lets the queue begin to send. */
  async load(): Promise<boolean> {
    const entries = await this.#ports.outbox.load();
    const known = new Set(this.#pending.map(({ command }) => command.id));
    const found = entries
      .filter(({ command }) => !known.has(command.id))
      .map(({ command, at }): Pending => ({ command, at, ackSeq: null, keys: [], answer: () => undefined }));
    // What was typed before this page's first words comes first; what another tab left later comes last.
    this.#pending = this.#loaded ? [...this.#pending, ...found] : [...found, ...this.#pending];
    this.#loaded = true;
    return found.length > 0;
  }

  add(command: WireCommand, at: number): Promise<CommandAnswer> {
    return new Promise((answer) => {
      this.#pending.push({ command, at, ackSeq: null, keys: [], answer });
      void this.#ports.outbox.add({ command, at });
    });
  }

  /** Sends what the line allows: the next command, or as many of the next ones as stand alone. */
  flush(): void {
    if (!this.#loaded || this.#cancelRetry || !this.#ports.maySend()) return;
    const notes = new Set<string>();
    for (const pending of this.#pending.filter(({ ackSeq }) => ackSeq === null)) {
      const note = standsAlone(pending.command);
      const alone = note !== null && !notes.has(note);
      if (!this.#inFlight.has(pending)) {
        if (this.#inFlight.size > 0 && (!alone || this.#inFlight.size >= this.#abreast)) return;
        this.#send(pending);
      }
      if (!alone) return;
      notes.add(note);
    }
  }

  #send(pending: Pending): void {
    const sending = ++this.#sendings;
    this.#inFlight.set(pending, sending);
    const { roomId, transport } = this.#ports;
    transport.request('room:command', { room: roomId, command: pending.command }).then(
      (answer) => this.#take(pending, answer, sending),
      () => this.#retry(pending, sending)
    );
  }

  /** The line is new: what was on the old one is sent again at once. */
  reset(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    this.#inFlight.clear();
    this.#attempt = 0;
  }

  /** The change of a command arrived, before its answer or after: that answers it too. */
  seen(commandId: string, seq: number): void {
    const pending = this.#pending.find(({ command }) => command.id === commandId);
    if (pending) this.#accept(pending, seq);
  }

  /** Forgets accepted commands whose changes are here. True when there were any. */
  retire(seq: number): boolean {
    const before = this.#pending.length;
    this.#pending = this.#pending.filter(({ ackSeq }) => ackSeq === null || ackSeq > seq);
    return this.#pending.length < before;
  }

  stop(): void {
    this.reset();
    this.#ports.outbox.close();
  }

  #take(pending: Pending, answer: CommandAnswer, sending: number): void {
    // A late answer of an old line, or to a command that its change has answered already.
    if (!this.#pending.includes(pending) || pending.ackSeq !== null) {
      this.#inFlight.delete(pending);
      return;
    }
    if (answer.ok) {
      this.#accept(pending, answer.seq);
      this.#ports.answered();
      return this.flush();
    }
    if (AGAIN.has(answer.code)) return this.#retry(pending, sending, answer.retryAfterMs);
    this.#inFlight.delete(pending);
    // Kept for the next page: after signing in, or with the new version.
    if (HALTING.has(answer.code)) return this.#ports.halt(answer.code);
    this.#pending = this.#pending.filter((other) => other !== pending);
    void this.#ports.outbox.remove(pending.command.id);
    this.#attempt = 0;
    pending.answer(answer);
    this.#ports.refused(pending.command, answer);
    this.#ports.answered();
    this.flush();
  }

  #accept(pending: Pending, seq: number): void {
    if (pending.ackSeq === null) {
      pending.ackSeq = seq;
      this.#attempt = 0;
      this.#abreast = Math.min(ABREAST, this.#abreast + 1);
      void this.#ports.outbox.remove(pending.command.id);
      pending.answer({ ok: true, seq });
    }
    this.#inFlight.delete(pending);
  }

  /**
   * Comes back to a command later. Until then nothing goes out, and then one at a time again until answers come: whoever
   * was asked to wait does not push eight more.
   */
  #retry(pending: Pending, sending: number, wait?: number): void {
    if (this.#inFlight.get(pending) !== sending) return;
    this.#inFlight.delete(pending);
    this.#abreast = 1;
    // Of several that fail together one counts.
    if (this.#cancelRetry && wait === undefined) return;
    const { clock, random } = this.#ports;
    const ms = wait ?? backoff(this.#attempt++, random);
    const at = clock.now() + ms;
    if (this.#cancelRetry && at <= this.#retryAt) return;
    this.#cancelRetry?.();
    this.#retryAt = at;
    this.#cancelRetry = clock.after(ms, () => {
      this.#cancelRetry = null;
      this.flush();
    });
  }
}
