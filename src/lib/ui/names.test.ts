import fc from 'fast-check';
import { expect, test } from 'vitest';
import { initials, toneOf } from './names.ts';

test.each([
  ['Otto Obstwiese', 'OO'],
  ['Lotte', 'LO'],
  ['  ida   marie immergrün ', 'II'],
  ['Änne-Marie Öhler', 'ÄÖ'],
  ['Ida (sie) Immergrün', 'II'],
  ['Z', 'Z'],
  ['', '?'],
  ['🙂', '?']
])('%j becomes %s', (name, expected) => {
  expect(initials(name)).toBe(expected);
});

test('a name keeps its colour, and it is a colour', () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      expect(toneOf(name)).toBe(toneOf(` ${name} `));
      expect(toneOf(name)).not.toBe('white');
    })
  );
});
