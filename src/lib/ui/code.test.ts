import fc from 'fast-check';
import { expect, test } from 'vitest';
import { caretAfter, codeIn, digitsOf, formatCode } from './code.ts';

test.each([
  ['472918', '472918'],
  [' 472 918 ', '472918'],
  ['472-918', '472918'],
  ['Der Code ist 472 918, bis gleich', '472918'],
  ['http://localhost:3000/j/472918', '472918'],
  ['https://auftakt.example/join?code=472918&x=1', '472918'],
  ['4729', '4729'],
  ['no digits', '']
])('pasting %j gives %s', (text, code) => {
  expect(codeIn(text)).toBe(code);
});

test('what is shown is what was typed, and the cursor stays behind its digit', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{0,6}$/), fc.nat(6), (digits, at) => {
      const shown = formatCode(digits);
      expect(digitsOf(shown)).toBe(digits);
      const before = Math.min(at, digits.length);
      expect(digitsOf(shown.slice(0, caretAfter(before)))).toBe(digits.slice(0, before));
    })
  );
});

test('shown in two groups', () => {
  expect(formatCode('472918')).toBe('472 918');
  expect(formatCode('472')).toBe('472');
});
