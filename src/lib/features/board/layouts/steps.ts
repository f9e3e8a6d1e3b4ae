/** One step that a note can be moved. */
export type Step = 'up' | 'down' | 'left' | 'right';

const KEYS: Readonly<Record<string, Step>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right'
};

/** Which way a key moves the note it is pressed on: an arrow with Ctrl or Alt. */
export function stepOf(event: KeyboardEvent): Step | undefined {
  if (event.shiftKey || event.metaKey || event.ctrlKey === event.altKey) return undefined;
  return KEYS[event.key];
}
