import { expect, test } from 'vitest';
import { extended, stillThere, toggled } from './selection';

const order = ['a', 'b', 'c', 'd', 'e'];

test('toggled ticks and unticks without touching the old set', () => {
  const one = toggled(new Set(), 'a');
  expect([...one]).toEqual(['a']);
  expect([...toggled(one, 'a')]).toEqual([]);
  expect([...one]).toEqual(['a']);
});

test('extended takes everything between anchor and target, in both directions', () => {
  expect([...extended(new Set(['b']), order, 'b', 'd')].sort()).toEqual(['b', 'c', 'd']);
  expect([...extended(new Set(['d']), order, 'd', 'a')].sort()).toEqual(['a', 'b', 'c', 'd']);
  expect([...extended(new Set(['e']), order, 'b', 'c')].sort()).toEqual(['b', 'c', 'e']);
});

test('extended without a living anchor adds the one note', () => {
  expect([...extended(new Set(), order, null, 'c')]).toEqual(['c']);
  expect([...extended(new Set(), order, 'gone', 'c')]).toEqual(['c']);
});

test('stillThere drops what was removed and follows the wall', () => {
  expect(stillThere(new Set(['d', 'gone', 'a']), order)).toEqual(['a', 'd']);
});
