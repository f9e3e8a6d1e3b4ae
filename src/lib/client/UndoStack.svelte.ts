import type { Inverse, TakeBack } from '$lib/domain/board/takeBack';
import type { Unsent } from '$lib/domain/commands';
import type { RoomView } from '$lib/domain/rules';
import type { CommandAnswer } from '$lib/protocol/rooms';

/** More steps than that nobody takes back one by one. */
const MOST = 50;

/** What a person did in one go: one command, or several that belong together. */
interface Step {
  id: number;
  /** Says what it was: the type of its first command. */
  type: Unsent['type'];
  /** In the order of sending. */
  inverses: readonly Inverse[];
}

/** What came of taking a step back, or of doing it again. */
export interface Undone {
  type: Unsent['type'];
  /** False: others have changed it since, so nothing was sent. */
  done: boolean;
}

interface Board {
  readonly view: RoomView;
  send(command: Unsent): Promise<CommandAnswer>;
}

/**
 * The own last steps on a board, to take back and to do again; kept until the page is left. Taking back is a step like
 * any other: it is sent, may be refused, and its own inverse is what does it again.
 */
export class UndoStack {
  readonly #board: Board;
  readonly #takeBack: TakeBack;
  #done = $state.raw<readonly Step[]>([]);
  #undone = $state.raw<readonly Step[]>([]);
  #next = 1;

  constructor(board: Board, takeBack: TakeBack) {
    this.#board = board;
    this.#takeBack = takeBack;
  }

  get canUndo(): boolean {
    return this.#done.length > 0;
  }

  get canRedo(): boolean {
    return this.#undone.length > 0;
  }

  /**
   * Sends what belongs together as one step. What is refused is no part of it.
   * @returns the step's id, for a "Rückgängig" of its own; null where nothing of it can be taken back
   */
  do(commands: readonly Unsent[]): number | null {
    this.#undone = [];
    const step = this.#send(commands.map((command) => () => command));
    if (step === null || step.inverses.length === 0) return null;
    this.#done = [...this.#done, step].slice(-MOST);
    return step.id;
  }

  /** Takes back the last step, or a certain one. Null when there is none, or when it was taken back already. */
  undo(id?: number): Undone | null {
    const step = id === undefined ? this.#done.at(-1) : this.#done.find((one) => one.id === id);
    if (!step) return null;
    this.#done = this.#done.filter((one) => one !== step);
    const back = this.#send(step.inverses);
    if (back) this.#undone = [...this.#undone, { ...back, type: step.type }];
    return { type: step.type, done: back !== null };
  }

  /** Does the last step again that was taken back. Null when there is none. */
  redo(): Undone | null {
    const step = this.#undone.at(-1);
    if (!step) return null;
    this.#undone = this.#undone.slice(0, -1);
    const again = this.#send(step.inverses);
    if (again) this.#done = [...this.#done, { ...again, type: step.type }].slice(-MOST);
    return { type: step.type, done: again !== null };
  }

  /** Null when there was nothing to send. Each inverse is made from what stands there before its command. */
  #send(makers: readonly Inverse[]): Step | null {
    const id = this.#next++;
    const parts: { inverses: readonly Inverse[]; answer: Promise<CommandAnswer> }[] = [];
    let type: Unsent['type'] | null = null;
    for (const make of makers) {
      const command = make(this.#board.view);
      if (command === null) continue;
      type ??= command.type;
      const inverses = this.#takeBack(this.#board.view, command);
      parts.push({ inverses, answer: this.#board.send(command) });
    }
    if (type === null) return null;
    for (const { inverses, answer } of parts) {
      void answer.then(({ ok }) => {
        if (!ok) this.#forget(id, new Set(inverses));
      });
    }
    return { id, type, inverses: parts.reverse().flatMap(({ inverses }) => inverses) };
  }

  /** A refused command has done nothing, so nothing of it is taken back. */
  #forget(id: number, refused: ReadonlySet<Inverse>): void {
    const without = (steps: readonly Step[]) =>
      steps
        .map((step) =>
          step.id === id ? { ...step, inverses: step.inverses.filter((one) => !refused.has(one)) } : step
        )
        .filter((step) => step.inverses.length > 0);
    this.#done = without(this.#done);
    this.#undone = without(this.#undone);
  }
}
