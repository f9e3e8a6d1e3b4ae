import type { BoardSession } from '$lib/client/BoardSession.svelte';

/** After this long without a key, nobody "schreibt …" any more. Milliseconds. */
const IDLE_MS = 5000;

/** Tells the others where one is writing, until five seconds after the last key. */
export class WritingSign {
  readonly #session: BoardSession;
  #idle: ReturnType<typeof setTimeout> | undefined;

  constructor(session: BoardSession) {
    this.#session = session;
  }

  /** @param target a note's id, or `new` */
  busy(target: string): void {
    this.stop();
    this.#show(target);
    this.#idle = setTimeout(() => this.rest(), IDLE_MS);
  }

  rest(): void {
    this.stop();
    this.#show(null);
  }

  stop(): void {
    clearTimeout(this.#idle);
  }

  #show(editing: string | null): void {
    this.#session.setPresence({ groupId: this.#session.me.groupId, editing });
  }
}
