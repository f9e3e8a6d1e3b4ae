import type { Attachment } from 'svelte/attachments';
import { columnCount, holesAfter, WallLayout, type Laid } from './wallLayout';

/** Notes are at least this wide; px (17.5rem). */
const LEAST = 280;
const GAP = 16;

/** A wall that was laid; only two with the same `key` (group, width) can be compared. */
export interface LaidWall extends Laid {
  key: string;
}

/**
 * The measured side of the wall: sizes come from a ResizeObserver, places from `WallLayout`. Before the first measuring
 * (on the server, on paper) `laid` is null and the notes stand in a plain grid.
 */
export class WallView {
  #width = $state(0);
  #measured = $state(0);
  #holes = $state.raw<ReadonlyMap<string, number>>(new Map());
  #heights = new Map<string, number>();
  #layout = new WallLayout();
  #layoutOf: string | null = null;
  #observer: ResizeObserver | null = null;

  get columns(): number {
    return columnCount(this.#width, LEAST, GAP);
  }

  /** Width of a note, px. */
  get noteWidth(): number {
    return (this.#width - (this.columns - 1) * GAP) / this.columns;
  }

  /**
   * @param of what is on the wall: another group is another wall, dealt anew
   * @param ids newest first
   */
  lay(of: string, ids: readonly string[]): LaidWall | null {
    if (this.#width === 0 || this.#measured === 0) return null;
    if (of !== this.#layoutOf) {
      this.#layoutOf = of;
      this.#layout = new WallLayout();
    }
    const laid = this.#layout.place(ids, (id) => this.#heights.get(id) ?? 0, this.columns, GAP, this.#holes);
    return { ...laid, key: `${of}/${this.#width}` };
  }

  /** Leaves holes above what is in sight instead of moving it; see `holesAfter`. Answers whether that changed the wall. */
  hold(before: Laid, now: Laid, ids: readonly string[], from: number): boolean {
    const old = this.#holes;
    const holes = holesAfter(old, before, now, ids, from);
    if (holes.size === old.size && [...holes].every(([id, px]) => old.get(id) === px)) return false;
    this.#holes = holes;
    return true;
  }

  /** Nobody is reading: the columns close up. */
  closeUp(): void {
    if (this.#holes.size > 0) this.#holes = new Map();
  }

  /** A note that was not measured yet has no place: it shows in the same frame, after the measuring. */
  knows(id: string): boolean {
    return this.#heights.has(id);
  }

  left(column: number): number {
    return column * (this.noteWidth + GAP);
  }

  readonly wall: Attachment<HTMLElement> = (node) => {
    const observer = new ResizeObserver(() => (this.#width = node.clientWidth));
    observer.observe(node);
    return () => observer.disconnect();
  };

  note(id: string): Attachment<HTMLElement> {
    return (node) => {
      const observer = this.#noteObserver();
      node.dataset.measure = id;
      observer.observe(node);
      return () => {
        observer.unobserve(node);
        this.#heights.delete(id);
      };
    };
  }

  #noteObserver(): ResizeObserver {
    this.#observer ??= new ResizeObserver((entries) => {
      for (const entry of entries) {
        const id = entry.target instanceof HTMLElement ? entry.target.dataset.measure : undefined;
        if (id !== undefined && entry.target.isConnected) {
          this.#heights.set(id, entry.borderBoxSize[0]?.blockSize ?? entry.contentRect.height);
        }
      }
      this.#measured++;
    });
    return this.#observer;
  }
}
