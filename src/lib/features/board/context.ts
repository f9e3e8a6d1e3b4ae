import { getContext, setContext } from 'svelte';
import type { BoardController } from './BoardController.svelte';

const KEY = Symbol('board controller');

/** Called once by the page of the workshop, beside `setBoardSession`. */
export function setBoardController(controller: BoardController): BoardController {
  return setContext(KEY, controller);
}

export function getBoardController(): BoardController {
  const controller = getContext<BoardController | undefined>(KEY);
  if (!controller) throw new Error('No board here: call setBoardController() in a component above this one');
  return controller;
}
