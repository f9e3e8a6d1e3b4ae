import { expect, it } from 'vitest';
import { isBlank, plainText, sameContent, sourceText, type NoteContent } from './noteContent';

const content = (given: Partial<NoteContent> = {}): NoteContent => ({
  title: '',
  body: '',
  kind: 'idea',
  attachments: [],
  ...given
});
const link = { type: 'link', url: 'https://example.org/', title: '' } as const;

it.each([
  [true, content()],
  [true, content({ title: ' ', body: ' \n' })],
  [false, content({ body: 'Dorfladen' })],
  [false, content({ title: 'Dorfladen' })],
  [false, content({ attachments: [link] })]
])('is blank: %s', (blank, given) => {
  expect(isBlank(given)).toBe(blank);
});

it('spaces around the words are no change, everything else is', () => {
  const saved = content({ title: 'Laden', body: 'Im Dorf', attachments: [link] });
  expect(sameContent(saved, { ...saved, title: ' Laden ', body: 'Im Dorf\n' })).toBe(true);
  expect(sameContent(saved, { ...saved, title: 'Lädchen' })).toBe(false);
  expect(sameContent(saved, { ...saved, body: 'im Dorf' })).toBe(false);
  expect(sameContent(saved, { ...saved, kind: 'offer' })).toBe(false);
  expect(sameContent(saved, { ...saved, attachments: [] })).toBe(false);
  expect(sameContent(saved, { ...saved, attachments: [{ ...link, title: 'Beispiel' }] })).toBe(false);
});

it('reads as one text, and is copied as it was written', () => {
  const note = content({ title: 'Laden', body: '**Im** Dorf' });
  expect(plainText(note)).toBe('Laden\nIm Dorf');
  expect(sourceText(note)).toBe('Laden\n**Im** Dorf');
  expect(plainText(content({ title: 'Laden' }))).toBe('Laden');
});
