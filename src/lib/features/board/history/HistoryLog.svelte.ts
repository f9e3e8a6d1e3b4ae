import { fetchHistory } from '$lib/client/fetchHistory';
import type { HistoryEntry } from '$lib/domain/board/history/entry';
import type { RefusalCode } from '$lib/domain/rules';
import { withNewest, type Loaded } from './items';

/** Not more often than this is looked for news while the board changes. */
const REFRESH_MS = 1500;

/** What happened on a board or to a note, page by page, as far as it was asked for. */
export class HistoryLog {
  readonly #roomId: string;
  readonly #noteId: string | undefined;
  #loaded = $state.raw<Loaded>({ entries: [], next: null });
  #state = $state.raw<'loading' | 'ready' | 'failed'>('loading');
  #refusal = $state.raw<RefusalCode | null>(null);
  #days = $state.raw(0);
  #timer: ReturnType<typeof setTimeout> | null = null;
  /** Answers may overtake each other; only the last question counts. */
  #asked = 0;

  constructor(roomId: string, noteId?: string) {
    this.#roomId = roomId;
    this.#noteId = noteId;
  }

  /** Newest first. */
  get entries(): readonly HistoryEntry[] {
    return this.#loaded.entries;
  }

  get state(): 'loading' | 'ready' | 'failed' {
    return this.#state;
  }

  /** Why there is nothing to read; null also where the server could not be asked. */
  get refusal(): RefusalCode | null {
    return this.#refusal;
  }

  get hasOlder(): boolean {
    return this.#loaded.next !== null;
  }

  /** For how many days history is kept. */
  get days(): number {
    return this.#days;
  }

  /** Looks for what is new. */
  refresh(): Promise<void> {
    return this.#ask(undefined, (page) => withNewest(this.#loaded, page));
  }

  older(): Promise<void> {
    const { entries, next } = this.#loaded;
    if (next === null) return Promise.resolve();
    return this.#ask(next, (page) => ({ entries: [...entries, ...page.entries], next: page.next }));
  }

  /** The board has changed: call it as often as it does. */
  changed(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      void this.refresh();
    }, REFRESH_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#asked += 1;
  }

  async #ask(before: number | undefined, take: (page: Loaded) => Loaded): Promise<void> {
    const asked = ++this.#asked;
    this.#state = 'loading';
    const answer = await fetchHistory(this.#roomId, { before, note: this.#noteId });
    if (asked !== this.#asked) return;
    this.#refusal = answer && !answer.ok ? answer.code : null;
    if (answer?.ok) {
      this.#loaded = take(answer);
      this.#days = answer.days;
    }
    this.#state = answer?.ok ? 'ready' : 'failed';
  }
}
