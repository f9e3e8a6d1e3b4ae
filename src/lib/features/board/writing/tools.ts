/** Keys and pasting in a field for light Markdown; loaded when somebody is about to write. */
import { continueList, insertLink, toggleList, toggleMark, type Change, type Selected } from './format';
import { hasShape, htmlToProse } from './htmlToProse';

export const FORMATS = {
  bold: (selected: Selected) => toggleMark(selected, '**'),
  italic: (selected: Selected) => toggleMark(selected, '*'),
  list: toggleList,
  link: (selected: Selected) => insertLink(selected)
} as const satisfies Record<string, (selected: Selected) => Change>;
export type Format = keyof typeof FORMATS;

const KEYS: Partial<Record<string, Format>> = { b: 'bold', i: 'italic', k: 'link' };

const selectedIn = ({ value, selectionStart, selectionEnd }: HTMLTextAreaElement): Selected => ({
  value,
  start: selectionStart,
  end: selectionEnd
});

export function format(field: HTMLTextAreaElement, how: Format): void {
  apply(field, FORMATS[how](selectedIn(field)));
}

/** As if the person had typed it, so that Ctrl+Z takes it back. */
function apply(field: HTMLTextAreaElement, { from, to, text, start, end }: Change): void {
  field.focus();
  field.setSelectionRange(from, to);
  // Deprecated, but the only way that keeps the browser's own undo; where it is gone, the change is still made.
  const done = text === '' ? document.execCommand('delete') : document.execCommand('insertText', false, text);
  if (!done) {
    field.setRangeText(text, from, to);
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }
  field.setSelectionRange(start, end);
}

/** @param lists Enter goes on with a list; where Enter sends, it does not. */
export function keydown(
  field: HTMLTextAreaElement,
  event: KeyboardEvent,
  { lists }: { lists: boolean }
): void {
  if (event.isComposing || event.altKey) return;
  const command = event.ctrlKey || event.metaKey;
  const how = command && !event.shiftKey ? KEYS[event.key.toLowerCase()] : undefined;
  if (how !== undefined) {
    event.preventDefault();
    format(field, how);
  } else if (lists && event.key === 'Enter' && !command && !event.shiftKey) {
    const change = continueList(selectedIn(field));
    if (change === null) return;
    event.preventDefault();
    apply(field, change);
  }
}

/** What has a shape keeps it as light Markdown; an address pasted over words makes a link of them. */
export function paste(field: HTMLTextAreaElement, event: ClipboardEvent): void {
  const data = event.clipboardData;
  if (data === null) return;
  const { selectionStart: from, selectionEnd: to } = field;
  const plain = data.getData('text/plain').trim();
  if (from !== to && /^https?:\/\/\S+$/i.test(plain)) {
    event.preventDefault();
    apply(field, insertLink(selectedIn(field), plain.replaceAll('(', '%28').replaceAll(')', '%29')));
    return;
  }
  const html = data.getData('text/html');
  if (!hasShape(html)) return;
  // A parsed document is inert: no script of it runs, no image of it loads.
  const text = htmlToProse(new DOMParser().parseFromString(html, 'text/html').body);
  if (text === '') return;
  event.preventDefault();
  const cursor = from + text.length;
  apply(field, { from, to, text, start: cursor, end: cursor });
}
