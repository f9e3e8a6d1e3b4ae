import { proseText } from '../util/prose.ts';
import type { NoteRecord } from './records.ts';

/** What somebody writes when they write a note. */
export type NoteContent = Pick<NoteRecord, 'title' | 'body' | 'kind' | 'attachments'>;

/** A note says something: in its title, its text, or with what hangs on it. One of them is enough. */
export function isBlank({ title, body, attachments }: Omit<NoteContent, 'kind'>): boolean {
  return title.trim() === '' && body.trim() === '' && attachments.length === 0;
}

/** Whether saving `b` over `a` would change anything. */
export function sameContent(a: NoteContent, b: NoteContent): boolean {
  return (
    a.title.trim() === b.title.trim() &&
    a.body.trim() === b.body.trim() &&
    a.kind === b.kind &&
    // plain data whose keys have one order each: made in one place, and read back from JSON
    JSON.stringify(a.attachments) === JSON.stringify(b.attachments)
  );
}

/** Title and text as they were written, for the clipboard. */
export function sourceText({ title, body }: Pick<NoteContent, 'title' | 'body'>): string {
  return [title, body].filter((part) => part.trim() !== '').join('\n');
}

/** Title and text as one reads them, wherever a note stands in a line among others. */
export function plainText({ title, body }: Pick<NoteContent, 'title' | 'body'>): string {
  return sourceText({ title, body: proseText(body) });
}
