import type { BoardSession } from '$lib/client/BoardSession.svelte';
import type { Layout } from '$lib/domain/records';

type TextStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * The layout on this screen: the one the facilitators chose for all, or the list, which each person may choose for
 * themselves. That choice stays on the device, per board.
 */
export class ShownLayout {
  readonly #session: BoardSession;
  #storage: TextStorage | null = null;
  #asList = $state(false);

  constructor(session: BoardSession) {
    this.#session = session;
  }

  readonly current = $derived.by((): Layout => (this.#asList ? 'list' : this.#session.board.layout));
  /** List and table are for reading: they stand on the paper of the page, all others on the wall. */
  readonly forReading = $derived.by(() => this.current === 'list' || this.current === 'table');

  /** Columns and canvas have an order of their own. */
  readonly ordered = $derived.by(() => this.current !== 'columns' && this.current !== 'canvas');

  get asList(): boolean {
    return this.#asList;
  }

  set asList(on: boolean) {
    this.#asList = on;
    try {
      if (on) this.#storage?.setItem(this.#key, '1');
      else this.#storage?.removeItem(this.#key);
    } catch {
      // the storage is full or forbidden: the choice ends with the page
    }
  }

  /** Called in the browser: what was chosen on this device counts again. */
  start(storage: TextStorage | null): void {
    this.#storage = storage;
    try {
      this.#asList = storage?.getItem(this.#key) === '1';
    } catch {
      // nothing is stored here
    }
  }

  get #key(): string {
    return `auftakt.list/${this.#session.roomId}`;
  }
}
