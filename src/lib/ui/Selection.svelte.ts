import { extended, stillThere, toggled } from './selection';

/** What somebody has ticked of the things in an order, for an action on all of them. */
export class Selection {
  readonly #order: () => readonly string[];
  #ticked = $state.raw<ReadonlySet<string>>(new Set());
  /** Where ticking began. */
  #anchor: string | null = null;

  /** @param order the ids that can be ticked, in reading order */
  constructor(order: () => readonly string[]) {
    this.#order = order;
  }

  /** The ticked ones that are still there, in order. */
  readonly ids: string[] = $derived.by(() => stillThere(this.#ticked, this.#order()));

  has(id: string): boolean {
    return this.#ticked.has(id);
  }

  /** Ticks or unticks; with `extend` everything from where ticking began. */
  tick(id: string, extend = false): void {
    this.#ticked = extend
      ? extended(this.#ticked, this.#order(), this.#anchor, id)
      : toggled(this.#ticked, id);
    if (!extend || this.#anchor === null) this.#anchor = id;
  }

  clear(): void {
    this.#ticked = new Set();
    this.#anchor = null;
  }

  /** What an action on `id` concerns: the whole selection when it is part of it. */
  concerned(id: string): string[] {
    return this.has(id) ? this.ids : [id];
  }
}
