import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wordDiff } from './wordDiff';

test('what differs is marked, what is shared is not', () => {
  expect(wordDiff('mit Verwaltung und Planungsbüros', 'mit Verwaltung und allen')).toEqual({
    a: [
      { text: 'mit Verwaltung und', own: false },
      { text: ' Planungsbüros', own: true }
    ],
    b: [
      { text: 'mit Verwaltung und', own: false },
      { text: ' allen', own: true }
    ]
  });
});

test('the pieces of a side make its text again, and the shared ones are the same on both', () => {
  const text = fc.array(fc.constantFrom('a', 'b', ' ', 'c ', '\n')).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, text, (a, b) => {
      const diff = wordDiff(a, b);
      expect(diff.a.map((piece) => piece.text).join('')).toBe(a);
      expect(diff.b.map((piece) => piece.text).join('')).toBe(b);
      const shared = (side: typeof diff.a) => side.flatMap((piece) => (piece.own ? [] : piece.text)).join('');
      expect(shared(diff.a)).toBe(shared(diff.b));
    })
  );
});
