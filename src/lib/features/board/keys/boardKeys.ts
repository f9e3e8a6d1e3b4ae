/** What a key means for the whole board, wherever the focus is. */
export type BoardKey = 'undo' | 'redo' | 'help';

interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

/** Where keys write or belong to somebody else: there Ctrl+Z takes back typing, and a question mark is one. */
export const KEYS_ELSEWHERE =
  'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable], [role="dialog"], [role="menu"]';

export function boardKey({ key, ctrlKey, metaKey, shiftKey, altKey }: Pressed): BoardKey | null {
  if (altKey) return null;
  if (!ctrlKey && !metaKey) return key === '?' ? 'help' : null;
  switch (key.toLowerCase()) {
    case 'z':
      return shiftKey ? 'redo' : 'undo';
    case 'y':
      return shiftKey ? null : 'redo';
    default:
      return null;
  }
}
