import { expect, test } from 'vitest';
import { LIMITS } from '$lib/domain/limits';
import { aPhase } from '$lib/domain/testing/records';
import { allowing, changesOf, formOf, minutesOf, placeAmongOthers } from './phaseForm';

const phase = aPhase({ title: 'Erste Runde', instruction: 'Schreiben Sie.', minutes: 10, may: ['write'] });

test('only what was changed is sent', () => {
  const was = formOf(phase);
  expect(changesOf(was, { ...was, title: ' Erste Runde ' })).toBeNull();
  expect(changesOf(was, { ...was, title: ' ', minutes: null })).toEqual({ title: '', minutes: null });
  expect(changesOf(was, { ...was, may: ['write', 'vote'], sees: 'own', anonymous: true })).toEqual({
    may: ['write', 'vote'],
    sees: 'own',
    anonymous: true
  });
});

test('minutes are whole and possible, or none', () => {
  expect([12.4, 0.2, 10_000].map(minutesOf)).toEqual([12, 1, LIMITS.phaseMinutes]);
  expect([null, undefined, 0, -5, Number.NaN].map(minutesOf)).toEqual([null, null, null, null, null]);
});

test('rights keep their order, so that switching on and off changes nothing', () => {
  expect(allowing(['comment', 'vote'], 'write', true)).toEqual(['write', 'comment', 'vote']);
  expect(allowing(['write', 'comment'], 'write', false)).toEqual(['comment']);
});

test('a row that is let go where it lies stays; further down it counts among the others', () => {
  const phases = [0, 1, 2, 3].map((position) => aPhase({ id: `p${position}`, position }));
  const places = [0, 1, 2, 3, 4].map((before) => placeAmongOthers(phases, 'p1', before));
  expect(places).toEqual([0, null, null, 2, 3]);
  expect(placeAmongOthers(phases, 'gone', 0)).toBeNull();
});
