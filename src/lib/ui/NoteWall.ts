import { tick } from 'svelte';
import type { Attachment } from 'svelte/attachments';

/** More notes than this are not animated at once. */
const MOST_MOVING = 80;
const MOVING_MS = 240;
/** After a change so long ago the notes lie still. */
const REST_MS = 250;

/**
 * The drawn notes of a screen by id, each with its `article`. A note that changes its list is drawn anew by Svelte, so moving it
 * smoothly (FLIP: measure before, play the difference after) and keeping the focus on it happens here.
 */
export class NoteWall {
  #elements = new Map<string, HTMLElement>();
  #before = new Map<string, DOMRect>();
  #focused: string | null = null;
  /** When the last change was played, ms of the page's clock. */
  #played = -Infinity;

  /** Registers the element that stands for a note. */
  note(id: string): Attachment<HTMLElement> {
    return (element) => {
      this.#elements.set(id, element);
      return () => {
        if (this.#elements.get(id) === element) this.#elements.delete(id);
      };
    };
  }

  /** To be called before the DOM changes. */
  measure(): void {
    // While many sort at once, one change follows the other before the notes have come to rest: then they jump.
    const calm = performance.now() - this.#played > REST_MS;
    this.#before = new Map(
      calm ? [...this.#elements].map(([id, element]) => [id, element.getBoundingClientRect()]) : []
    );
    const active = document.activeElement;
    this.#focused = null;
    for (const [id, element] of this.#elements) if (active && element.contains(active)) this.#focused = id;
  }

  /** To be called after the DOM changed. `focusNext`: the note that shall have the focus now. */
  play(focusNext: string | null): void {
    this.#animate();
    const lost = document.activeElement === null || document.activeElement === document.body;
    if (focusNext !== null) void this.#focusSoon(focusNext);
    else if (lost && this.#focused !== null) this.focus(this.#focused);
    this.#focused = null;
  }

  /** Puts the focus on a note; false when it is not drawn. */
  focus(id: string): boolean {
    const article = this.#elements.get(id)?.querySelector('article');
    if (!article) return false;
    article.focus({ preventScroll: true });
    article.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    return true;
  }

  async #focusSoon(id: string): Promise<void> {
    this.focus(id);
    await tick();
    // A closing menu hands the focus back to its button in the next frame; ours comes after it.
    requestAnimationFrame(() => this.focus(id));
  }

  #animate(): void {
    this.#played = performance.now();
    if (this.#before.size === 0 || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const moves: { element: HTMLElement; x: number; y: number }[] = [];
    // All are measured before the first is moved: in turns, each would have the whole page laid out anew.
    for (const [id, element] of this.#elements) {
      const before = this.#before.get(id);
      if (!before || before.width === 0) continue;
      const after = element.getBoundingClientRect();
      const x = before.left - after.left;
      const y = before.top - after.top;
      if (after.width === 0 || (Math.abs(x) < 1 && Math.abs(y) < 1) || !inSight(before, after)) continue;
      if (moves.push({ element, x, y }) === MOST_MOVING) break;
    }
    if (moves.length === 0) return;
    const style = getComputedStyle(document.documentElement);
    const easing = style.getPropertyValue('--ease-out').trim() || 'ease-out';
    for (const { element, x, y } of moves)
      element.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: 'none' }], {
        duration: MOVING_MS,
        easing
      });
  }
}

/** One of the two places is on the screen. */
const inSight = (...places: DOMRect[]): boolean =>
  places.some(({ top, bottom }) => bottom > 0 && top < innerHeight);
