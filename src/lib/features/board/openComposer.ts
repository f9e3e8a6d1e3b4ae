import type { BoardController } from './BoardController.svelte';

/** Begins a new note: where the form stands beside the notes, it is only a matter of focus. */
export function openComposer(board: BoardController): void {
  const field = document.querySelector<HTMLTextAreaElement>('.board-side textarea');
  if (field?.checkVisibility()) field.focus();
  else board.composing = true;
}
