import type { Attachment } from 'svelte/attachments';
import type * as Tools from './tools';

let tools: typeof Tools | null = null;

/** Its tools come with the focus. Without them it is a field as every other: nothing that is typed depends on them. */
async function load(): Promise<void> {
  try {
    tools ??= await import('./tools');
  } catch {
    // no connection just now: the next focus asks again
  }
}

/**
 * Makes a text field one for light Markdown: Ctrl or Cmd with B, I and K, lists that go on with Enter, and pasting from Word,
 * Excel or a web page as clean text.
 */
export function writesProse({ lists = true }: { lists?: boolean } = {}): Attachment<HTMLTextAreaElement> {
  return (field) => {
    const done = new AbortController();
    const { signal } = done;
    field.addEventListener('focus', () => void load(), { signal });
    field.addEventListener('keydown', (event) => tools?.keydown(field, event, { lists }), { signal });
    field.addEventListener('paste', (event) => tools?.paste(field, event), { signal });
    if (document.activeElement === field) void load();
    return () => done.abort();
  };
}
