/** Which messages somebody has read on this device: those up to a moment. A browser that keeps nothing shows the last again. */
type Kept = Pick<Storage, 'getItem' | 'setItem'>;

export class ReadMessages {
  readonly #storage: Kept | null;
  readonly #key: string;

  constructor(storage: Kept | null, roomId: string, personId: string) {
    this.#storage = storage;
    this.#key = `auftakt.read/${roomId}/${personId}`;
  }

  /** ms since 1970; 0: none. */
  get upTo(): number {
    try {
      return Number(this.#storage?.getItem(this.#key) ?? 0) || 0;
    } catch {
      return 0;
    }
  }

  set upTo(at: number) {
    try {
      this.#storage?.setItem(this.#key, String(at));
    } catch {
      // forbidden or full: it is shown once more after a reload
    }
  }
}
