/** A page that nobody looks at has no frames. */
const UNSEEN_MS = 250;
/** Showing may be put off for so long, however slow the device is. */
const MOST_MS = 500;

/** The parts of a browser that say when it draws, for tests. */
export interface Drawing {
  requestAnimationFrame: (run: () => void) => number;
  cancelAnimationFrame: (id: number) => void;
  setTimeout: (run: () => void, ms?: number) => ReturnType<typeof setTimeout>;
  clearTimeout: (id: ReturnType<typeof setTimeout>) => void;
  /** ms */
  now: () => number;
}

/** Null where nothing is drawn: on the server. */
export function browserDrawing(): Drawing | null {
  if (typeof requestAnimationFrame !== 'function') return null;
  return {
    requestAnimationFrame: (run) => requestAnimationFrame(run),
    cancelAnimationFrame: (id) => cancelAnimationFrame(id),
    setTimeout: (run, ms) => setTimeout(run, ms),
    clearTimeout: (id) => clearTimeout(id),
    now: () => performance.now()
  };
}

/**
 * Gathers what others changed and shows it together: at most once in a frame, and for at most half of the time. So taps and
 * keys come through while sixty people write, and a slow phone drops pictures in between instead of falling behind.
 */
export class Gathering<T> {
  readonly #show: (gathered: ReadonlySet<T>) => void;
  readonly #drawing: Drawing | null;
  #gathered = new Set<T>();
  #frame: number | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  /** Showing is under way; how long it takes is known when the page is free again. */
  #showing = false;
  /** The next is not shown before, ms of `now`. */
  #free = 0;

  constructor(show: (gathered: ReadonlySet<T>) => void, drawing: Drawing | null) {
    this.#show = show;
    this.#drawing = drawing;
  }

  /** To be shown with the next ones. */
  add(items: Iterable<T>): void {
    for (const item of items) this.#gathered.add(item);
    if (this.#drawing === null) this.now();
    else this.#schedule(this.#drawing);
  }

  /** Shows what is gathered at once: what somebody does themselves must not lag behind their finger. */
  now(): void {
    this.stop();
    if (this.#gathered.size === 0) return;
    const gathered = this.#gathered;
    this.#gathered = new Set();
    this.#show(gathered);
  }

  /** Nothing is shown any more by itself. */
  stop(): void {
    if (this.#frame !== null) this.#drawing?.cancelAnimationFrame(this.#frame);
    if (this.#timer !== null) this.#drawing?.clearTimeout(this.#timer);
    this.#frame = null;
    this.#timer = null;
  }

  #schedule(drawing: Drawing): void {
    if (this.#showing || this.#frame !== null || this.#timer !== null) return;
    const wait = this.#free - drawing.now();
    if (wait > 0) {
      this.#timer = drawing.setTimeout(() => this.#timed(drawing), wait);
      return;
    }
    this.#frame = drawing.requestAnimationFrame(() => this.#timed(drawing));
    this.#timer = drawing.setTimeout(() => this.#timed(drawing), UNSEEN_MS);
  }

  /** Shows, and measures until layout and drawing are done too. */
  #timed(drawing: Drawing): void {
    const start = drawing.now();
    this.#showing = true;
    this.now();
    drawing.setTimeout(() => {
      this.#showing = false;
      const end = drawing.now();
      this.#free = end + Math.min(end - start, MOST_MS);
      if (this.#gathered.size > 0) this.#schedule(drawing);
    });
  }
}
