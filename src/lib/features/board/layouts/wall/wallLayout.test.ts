import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnCount, holesAfter, WallLayout } from './wallLayout';

const flat = () => 100;

test('as many columns as fit, one at least', () => {
  expect(columnCount(288, 280, 16)).toBe(1);
  expect(columnCount(575, 280, 16)).toBe(1);
  expect(columnCount(576, 280, 16)).toBe(2);
  expect(columnCount(0, 280, 16)).toBe(1);
});

test('the first notes fill the first row from left to right', () => {
  const { places, height } = new WallLayout().place(['e', 'd', 'c', 'b'], flat, 3, 10);
  expect([...places]).toEqual([
    ['e', { column: 0, top: 0 }],
    ['d', { column: 1, top: 0 }],
    ['c', { column: 2, top: 0 }],
    ['b', { column: 0, top: 110 }]
  ]);
  expect(height).toBe(210);
});

test('a new note moves one column, and leaves the others where they are', () => {
  const layout = new WallLayout();
  const before = layout.place(['d', 'c', 'b', 'a'], flat, 3, 10).places;
  const after = layout.place(['new', 'd', 'c', 'b', 'a'], flat, 3, 10).places;
  expect(after.get('new')).toEqual({ column: 1, top: 0 });
  for (const id of ['d', 'b', 'a']) expect(after.get(id)).toEqual(before.get(id));
  expect(after.get('c')).toEqual({ column: 1, top: 110 });
});

test('an empty wall has no height', () => {
  expect(new WallLayout().place([], flat, 3, 10)).toEqual({ places: new Map(), height: 0 });
});

test('whatever comes and goes: no two notes overlap, newer ones lie above, known ones keep their column', () => {
  const id = fc.integer({ min: 0, max: 30 }).map(String);
  const steps = fc.array(fc.uniqueArray(id, { maxLength: 12 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 4 }), (walls, columns) => {
      const layout = new WallLayout();
      const heightOf = (note: string) => 40 + Number(note) * 7;
      let known = new Map<string, number>();
      for (const ids of walls) {
        const { places, height } = layout.place(ids, heightOf, columns, 8);
        const bottoms = new Map<number, number>();
        for (const note of ids) {
          const place = places.get(note);
          if (place === undefined) throw new Error(`${note} has no place`);
          expect(place.top).toBe(bottoms.get(place.column) ?? 0);
          expect(place.column).toBeLessThan(columns);
          bottoms.set(place.column, place.top + heightOf(note) + 8);
          expect(known.get(note) ?? place.column).toBe(place.column);
        }
        expect(height).toBe(ids.length === 0 ? 0 : Math.max(...bottoms.values()) - 8);
        known = new Map([...places].map(([note, place]) => [note, place.column]));
      }
    })
  );
});

test('what lies above and goes away leaves a hole, so that nothing in sight moves', () => {
  const layout = new WallLayout();
  const before = layout.place(['f', 'e', 'd', 'c', 'b', 'a'], flat, 2, 10);
  const ids = ['e', 'd', 'c', 'b', 'a'];
  const now = layout.place(ids, flat, 2, 10);
  expect(now.places.get('b')).toEqual({ column: 0, top: 110 });
  const holes = holesAfter(new Map(), before, now, ids, 200);
  const held = layout.place(ids, flat, 2, 10, holes);
  for (const id of ['b', 'a']) expect(held.places.get(id)).toEqual(before.places.get(id));
  // a new note on top fills the hole instead of pushing
  const more = ['g', ...ids];
  const pushed = layout.place(more, flat, 2, 10, holes);
  const filled = layout.place(more, flat, 2, 10, holesAfter(holes, held, pushed, more, 200));
  expect(filled.places.get('b')).toEqual(before.places.get('b'));
});
