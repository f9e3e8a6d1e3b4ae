import { tick } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import type { BoardController } from '../BoardController.svelte';

/**
 * Somebody among the notes of a layout: the note that the Tab key stops at, what waits while they read, and who takes the
 * focus when a note goes. Made by a layout's component; `NotesFrame` is its element.
 */
export class Reading {
  readonly #board: BoardController;
  readonly #ids: () => readonly string[];
  #root: HTMLElement | null = null;
  #focusInside = $state(false);
  #scrolledAway = $state(false);

  /** @param ids the drawn notes, in reading order */
  constructor(board: BoardController, ids: () => readonly string[]) {
    this.#board = board;
    this.#ids = ids;
    $effect(() => {
      if (this.holding) board.shown.hold();
      else board.shown.release();
    });
    $effect(() => {
      const id = board.shown.pinnedId;
      if (id !== null && ids().includes(id)) void this.#bringIntoSight(id);
    });
    this.#passFocusOn();
  }

  /** Somebody reads or writes: what others pin waits, and what is read stays where it is. */
  readonly holding = $derived.by(
    () => this.#focusInside || this.#scrolledAway || this.#board.editing.current !== null
  );

  get focusInside(): boolean {
    return this.#focusInside;
  }

  /** The one note that the Tab key stops at; it stays the same from one layout to the next. */
  readonly current = $derived.by(() => {
    const ids = this.#ids();
    const id = this.#board.shown.currentId;
    return id !== null && ids.includes(id) ? id : ids[0];
  });

  /** The element round the notes. */
  readonly root: Attachment<HTMLElement> = (node) => {
    this.#root = node;
    return () => (this.#root = null);
  };

  /** The line above the notes: while it is in sight, nobody has scrolled away. */
  readonly top: Attachment<HTMLElement> = (node) => {
    const observer = new IntersectionObserver(
      ([entry]) => (this.#scrolledAway = entry !== undefined && !entry.isIntersecting)
    );
    observer.observe(node);
    return () => observer.disconnect();
  };

  element(id: string): HTMLElement | null {
    return this.#root?.querySelector<HTMLElement>(`[data-note="${id}"]`) ?? null;
  }

  readonly focusin = (event: FocusEvent): void => {
    this.#focusInside = true;
    const note = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-note]') : null;
    if (note?.dataset['note']) this.#board.shown.currentId = note.dataset['note'];
  };

  readonly focusout = (event: FocusEvent & { currentTarget: HTMLElement }): void => {
    this.#focusInside =
      event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget);
  };

  async focus(id: string | null | undefined): Promise<void> {
    if (id === undefined || id === null) return;
    this.#board.shown.currentId = id;
    await tick();
    this.element(id)?.focus();
  }

  /**
   * For the layout's `keydown`: goes to the note that `next` names for the key.
   * @param next answers undefined for keys that lead nowhere
   */
  walk(event: KeyboardEvent, next: (key: string, id: string) => string | null | undefined): void {
    const { target } = event;
    if (!(target instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey) return;
    const id = target.dataset['note'];
    if (id === undefined) return;
    const goal = next(event.key, id);
    if (goal === undefined) return;
    event.preventDefault();
    void this.focus(goal);
  }

  async showWaiting(): Promise<void> {
    const first = this.#board.shown.arrivals.waiting[0]?.id;
    this.#board.shown.showWaiting();
    await this.focus(first);
  }

  async #bringIntoSight(id: string): Promise<void> {
    await tick();
    this.element(id)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  /** A removed note takes the focus with it: the neighbour gets it. Where it was is noted before the notes are redrawn. */
  #passFocusOn(): void {
    let focusedAt = -1;
    $effect.pre(() => {
      const ids = this.#ids();
      const id = this.#board.shown.currentId;
      if (!this.#focusInside || id === null) focusedAt = -1;
      else if (ids.includes(id)) focusedAt = ids.indexOf(id);
    });
    $effect(() => {
      const ids = this.#ids();
      const id = this.#board.shown.currentId;
      if (id === null || focusedAt < 0 || ids.includes(id)) return;
      if (document.activeElement === document.body) void this.focus(ids[Math.min(focusedAt, ids.length - 1)]);
    });
  }
}

/** Up and down in a single row of notes; undefined for keys that lead nowhere. */
export function along(ids: readonly string[], key: string, id: string): string | undefined {
  const at = ids.indexOf(id);
  switch (key) {
    case 'ArrowDown':
      return ids[at + 1] ?? id;
    case 'ArrowUp':
      return ids[at - 1] ?? id;
    case 'Home':
      return ids[0];
    case 'End':
      return ids.at(-1);
    default:
      return undefined;
  }
}
