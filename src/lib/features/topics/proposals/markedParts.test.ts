import { expect, test } from 'vitest';
import { markedParts } from './markedParts';

const shown = (text: string, ...marks: string[]) =>
  markedParts(text, marks)
    .map((part) => (part.marked ? `[${part.text}]` : part.text))
    .join('');

test.each([
  ['Leerstehende Höfe als Dorfläden', ['Dorf'], 'Leerstehende Höfe als [Dorf]läden'],
  ['Bus und Bahn und Bus', ['Bus'], '[Bus] und Bahn und [Bus]'],
  ['Nachtbus', ['Nacht', 'bus'], '[Nachtbus]'],
  ['Nachtbus', ['bus', 'Nachtbus'], '[Nachtbus]'],
  ['nichts davon', ['Bus', ''], 'nichts davon'],
  ['', ['Bus'], '']
])('%j with %j', (text, marks, expected) => {
  expect(shown(text, ...marks)).toBe(expected);
});

test('no letter is lost or doubled', () => {
  expect(
    markedParts('aaaa', ['aa', 'aaa'])
      .map(({ text }) => text)
      .join('')
  ).toBe('aaaa');
});
