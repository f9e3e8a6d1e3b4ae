import { expect, test } from 'vitest';
import { fitting, mapColumns, slipText } from './chips.ts';

test('a slip says the first words of a note, up to the end of one', () => {
  expect(slipText('Höfe\nöffnen', 34)).toBe('Höfe öffnen');
  expect(slipText('Leerstehende Höfe als Werkstätten und Dorfläden öffnen', 36)).toBe(
    'Leerstehende Höfe als Werkstätten …'
  );
  const long = slipText('Donaudampfschifffahrtsgesellschaftskapitän', 20);
  expect([long, long.length]).toEqual(['Donaudampfschifffa …', 20]);
});

test('as many slips as there are lines for', () => {
  const slips = Array.from({ length: 10 }, () => '1234567'); // ten characters each with their edges
  expect(fitting(slips, { lines: 5, chars: 20 })).toBe(10);
  // the last line keeps room for "+ 5"
  expect(fitting(slips, { lines: 3, chars: 20 })).toBe(5);
  expect(fitting(slips, { lines: 0, chars: 20 })).toBe(0);
  expect(fitting([], { lines: 3, chars: 20 })).toBe(0);
});

test('a slip longer than a line still takes one', () => {
  expect(fitting(['a'.repeat(50)], { lines: 1, chars: 20 })).toBe(1);
  expect(fitting(['a'.repeat(50), 'b'], { lines: 1, chars: 20 })).toBe(0);
});

test('few fields are large', () => {
  expect([1, 2, 4, 5, 9, 10, 20].map(mapColumns)).toEqual([1, 2, 2, 3, 3, 4, 4]);
});
