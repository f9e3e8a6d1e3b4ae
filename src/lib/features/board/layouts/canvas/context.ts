import { getContext, setContext } from 'svelte';
import type { CanvasState } from './CanvasState.svelte';

/** The canvas, and what of the view its notes must know. */
export interface CanvasView {
  readonly canvas: CanvasState;
  /** The one note that the Tab key stops at. */
  readonly current: string | undefined;
  /** So far away that only paper and words are drawn. */
  readonly far: boolean;
  /** The frame is the tool: a tap on a note selects it instead of opening it. */
  readonly picking: boolean;
  focus(noteId: string): Promise<void>;
}

const KEY = Symbol('canvas');

/** Called once by the plane; the library draws the notes, so they get it this way. */
export function setCanvasView(view: CanvasView): void {
  setContext(KEY, view);
}

export function getCanvasView(): CanvasView {
  const view = getContext<CanvasView | undefined>(KEY);
  if (!view) throw new Error('No canvas here: call setCanvasView() in a component above this one');
  return view;
}
