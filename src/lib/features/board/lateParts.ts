/** What belongs to a note and comes when somebody is about to do something with one: a tap later it is there. */
export const loadThread = () => import('./NoteThread.svelte');
export const loadEditor = () => import('./NoteEditor.svelte');

/** For the first sign of life. What cannot be loaded now is asked for again when it is needed. */
export function loadLateParts(): void {
  void Promise.allSettled([loadThread(), loadEditor()]);
}
