/** How good the proposals are, on notes of our own that are labelled: the figures are printed, see decision 9. */
import { describe, expect, test } from 'vitest';
import { propose } from './propose';
import { adjustedRandIndex } from './testing/adjustedRandIndex';
import { ENGLISH, GERMAN } from './testing/labelledNotes';
import { byWordsAlone, chance, halves, score } from './testing/score';

const report = (line: string) => process.stdout.write(`proposals: ${line}\n`);
const figure = (value: number) => value.toFixed(3);

describe('adjustedRandIndex', () => {
  test('is 1 for the same partition under other names, and 0.24… for the textbook example', () => {
    expect(adjustedRandIndex(['a', 'a', 'b', 'b'], ['x', 'x', 'y', 'y'])).toBe(1);
    // scikit-learn's: labels [0,0,1,2] against [0,0,1,1]
    expect(adjustedRandIndex(['0', '0', '1', '2'], ['0', '0', '1', '1'])).toBeCloseTo(0.571, 3);
    // All apart against two pairs: nothing in common beyond chance.
    expect(adjustedRandIndex(['0', '0', '1', '1'], ['0', '1', '2', '3'])).toBe(0);
  });
});

test('there are enough labelled notes: 120 and more in German, 8 topics', () => {
  expect(Object.keys(GERMAN)).toHaveLength(8);
  expect(Object.values(GERMAN).flat().length).toBeGreaterThanOrEqual(160);
  expect(new Set(Object.values(GERMAN).flat()).size).toBe(Object.values(GERMAN).flat().length);
});

test('proposals agree with the labels: adjusted Rand index of 0.5 and more, also on the half not tuned on', () => {
  const [tuned, heldOut] = halves(GERMAN);
  const all = [...tuned, ...heldOut];
  for (const [name, notes] of [
    ['German, tuned on', tuned],
    ['German, held out', heldOut],
    ['German, all', all]
  ] as const) {
    const { index, proposals, left } = score(notes);
    report(
      `${name}: ${notes.length} notes, adjusted Rand index ${figure(index)}, by chance ${figure(chance(notes))}, ` +
        `by words alone ${figure(byWordsAlone(notes))}, ${proposals.length} proposals, ${left} notes in none`
    );
    expect(index, name).toBeGreaterThanOrEqual(0.5);
    expect(Math.abs(chance(notes))).toBeLessThan(0.05);
  }
});

test('English notes too', () => {
  const notes = halves(ENGLISH).flat();
  const { index, proposals } = score(notes);
  report(
    `English: ${notes.length} notes, adjusted Rand index ${figure(index)}, by chance ${figure(chance(notes))}`
  );
  expect(index).toBeGreaterThanOrEqual(0.5);
  expect(proposals.map(({ name }) => name).join()).toContain(' and ');
});

test('500 notes take less than 2 s', () => {
  const bodies = Object.values(GERMAN).flat();
  const notes = Array.from({ length: 500 }, (_, index) => ({
    id: String(index),
    title: '',
    body: `${bodies[index % bodies.length]} ${bodies[(index * 7 + 3) % bodies.length]}`
  }));
  const begun = performance.now();
  const proposals = propose(notes);
  const took = performance.now() - begun;
  report(`500 notes in ${Math.round(took)} ms`);
  expect(proposals.length).toBeGreaterThan(3);
  // The machine that runs the tests is shared: the aim is 2,000, and the usual figure is a quarter of it.
  expect(took).toBeLessThan(4000);
});
