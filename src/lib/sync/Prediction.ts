import type { WireCommand } from '../domain/commands.ts';
import { keyOf } from '../domain/records.ts';
import type { Actor, RefusalCode, RoomRules, RoomView } from '../domain/rules.ts';
import type { Me } from '../protocol/rooms.ts';
import type { ClientState } from './ClientState.ts';
import type { CommandQueue } from './CommandQueue.ts';
import { Overlay } from './RecordMap.ts';

export interface PredictionOptions {
  rules: Pick<RoomRules, 'decide'>;
  /** Who this person is; made from what the server said (`me`) and the records. */
  actorOf?: (view: RoomView, me: Me) => Actor;
}

/** The server's word with this person's own unanswered commands laid over it: what the page shows (R3, R4). */
export class Prediction {
  readonly #state: ClientState;
  readonly #queue: CommandQueue;
  readonly #options: PredictionOptions;
  #overlay: Overlay | null = null;
  #unsaved = new Set<string>();

  constructor(state: ClientState, queue: CommandQueue, options: PredictionOptions) {
    this.#state = state;
    this.#queue = queue;
    this.#options = options;
  }

  get view(): RoomView {
    return this.#overlay ?? this.#state.records;
  }

  /** Null before the first answer. */
  get actor(): Actor | null {
    return this.#actorIn(this.view);
  }

  /** Keys of the records that unanswered commands touch. */
  get unsaved(): ReadonlySet<string> {
    return this.#unsaved;
  }

  /** Why the rules refuse the command already here (M16); null when they do not, or cannot say. */
  refusal(command: WireCommand, at: number): RefusalCode | null {
    const { actor } = this;
    const decision = actor && this.#decide(this.view, actor, command, at);
    return decision && !decision.ok ? decision.code : null;
  }

  /** Lays the commands over the server's word anew, and adds the keys of what looks different to `changed`. */
  settle(changed: Set<string>): void {
    if (this.#state.seq !== null) this.#queue.retire(this.#state.seq);
    const cover = (overlay: Overlay | null) => {
      for (const record of overlay?.own() ?? []) changed.add(keyOf(record));
    };
    cover(this.#overlay);
    const pending = this.#queue.pending;
    const overlay = pending.length > 0 ? new Overlay(this.#state.records) : null;
    const unsaved = new Set<string>();
    for (const one of overlay ? pending : []) {
      const actor = overlay && this.#actorIn(overlay);
      const decision = overlay && actor && this.#decide(overlay, actor, one.command, one.at);
      one.keys = decision?.ok ? decision.put.map(keyOf) : [];
      if (decision?.ok) for (const record of decision.put) overlay?.put(record);
      if (one.ackSeq === null) for (const key of one.keys) unsaved.add(key);
    }
    this.#overlay = overlay;
    cover(overlay);
    for (const key of this.#unsaved) if (!unsaved.has(key)) changed.add(key);
    this.#unsaved = unsaved;
  }

  #actorIn(view: RoomView): Actor | null {
    const { me } = this.#state;
    return me && (this.#options.actorOf?.(view, me) ?? { ...me, organisation: null });
  }

  #decide(view: RoomView, actor: Actor, command: WireCommand, at: number) {
    try {
      return this.#options.rules.decide(view, actor, command, at);
    } catch {
      // A client does not have all records; where the rules stumble over that, there is no prediction, and the server decides.
      return null;
    }
  }
}
