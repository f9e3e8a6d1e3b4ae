/**
 * Keeps what is read at its place on the screen while the notes around it change, by scrolling the page with them. For
 * layouts that flow from top to bottom.
 */
export class KeepInPlace {
  #anchor: { id: string; top: number } | null = null;

  /** To be called before the notes are redrawn. */
  measure(ids: readonly string[], elementOf: (id: string) => HTMLElement | null): void {
    this.#anchor = null;
    for (const id of ids) {
      const top = elementOf(id)?.getBoundingClientRect().top;
      if (top === undefined || top < 0) continue;
      this.#anchor = { id, top };
      return;
    }
  }

  /** To be called after the notes were redrawn. */
  restore(elementOf: (id: string) => HTMLElement | null): void {
    if (!this.#anchor) return;
    const top = elementOf(this.#anchor.id)?.getBoundingClientRect().top;
    const by = top === undefined ? 0 : top - this.#anchor.top;
    if (Math.abs(by) > 1) window.scrollBy({ top: by, behavior: 'instant' });
    this.#anchor = null;
  }
}
