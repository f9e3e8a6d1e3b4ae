import type { Unsent } from '../commands.ts';
import type { RoomView } from '../rules.ts';

/** The command that undoes a step, given what is there now; null when there is nothing of it left to undo. */
export type Inverse = (now: RoomView) => Unsent | null;
