import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cardMotif, staffMotif } from './motif.ts';

test('the melody of the mock: Frieda Feldweg', () => {
  const { upbeat, notes } = cardMotif('Frieda Feldweg');
  expect(upbeat).toEqual({ x: 36, y: 38, r: 7.5 });
  expect(notes.map((note) => note.y)).toEqual([31, 24, 17, 24, 45, 38, 52]);
  expect(notes.map((note) => note.x)).toEqual([92, 125, 158, 191, 224, 257, 290]);
});

test('every name stays on the staff and in the band, and always sounds the same', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => {
      const motif = cardMotif(name);
      expect(motif.notes.length).toBeGreaterThanOrEqual(5);
      expect(motif.notes.length).toBeLessThanOrEqual(7);
      for (const dot of [motif.upbeat, ...motif.notes]) {
        expect(dot.y).toBeGreaterThanOrEqual(10);
        expect(dot.y).toBeLessThanOrEqual(66);
        expect(dot.x + dot.r).toBeLessThanOrEqual(320);
      }
      expect(cardMotif(name)).toEqual(motif);
    })
  );
});

test('the page band draws one card per person, never two of a colour side by side', () => {
  const { notes } = staffMotif('Gemeinsam handlungsfähiger werden', 40);
  expect(notes).toHaveLength(40);
  notes.forEach((note, at) => expect(note.tone).not.toBe(notes[at - 1]?.tone));
});
