import type { Unsent } from '$lib/client/inverse';

export interface UndoStep {
  id: number;
  /** What takes the step back, in the order of sending. */
  inverse: readonly Unsent[];
}

/** More steps than that nobody takes back one by one. */
const MOST = 50;

/** The own last steps of this session, newest last. */
export class UndoStack {
  #steps: UndoStep[] = [];
  #next = 1;

  get size(): number {
    return this.#steps.length;
  }

  /** Remembers how to take back what was just done; answers the step's id. */
  push(inverse: readonly Unsent[]): number {
    const id = this.#next++;
    this.#steps = [...this.#steps, { id, inverse }].slice(-MOST);
    return id;
  }

  /** The newest step, taken off the stack. */
  pop(): UndoStep | null {
    return this.#steps.pop() ?? null;
  }

  /** A certain step, taken off the stack: for the "Rückgängig" in a toast. Null when it was taken back already. */
  take(id: number): UndoStep | null {
    const step = this.#steps.find((candidate) => candidate.id === id) ?? null;
    this.#steps = this.#steps.filter((candidate) => candidate.id !== id);
    return step;
  }
}
