import { expect, test } from 'vitest';
import { Selection } from './Selection.svelte';

test('what is ticked follows the order, and what is gone is not in it', () => {
  let order = $state.raw(['a', 'b', 'c', 'd']);
  const selection = new Selection(() => order);
  selection.tick('d');
  selection.tick('b');
  expect(selection.ids).toEqual(['b', 'd']);
  expect(selection.concerned('d')).toEqual(['b', 'd']);
  expect(selection.concerned('a')).toEqual(['a']);
  order = ['d', 'c', 'a'];
  expect(selection.ids).toEqual(['d']);
});

test('extending goes from where ticking began, until it is cleared', () => {
  const selection = new Selection(() => ['a', 'b', 'c', 'd']);
  selection.tick('b');
  selection.tick('d', true);
  expect(selection.ids).toEqual(['b', 'c', 'd']);
  selection.tick('a', true);
  expect(selection.ids).toEqual(['a', 'b', 'c', 'd']);
  selection.clear();
  selection.tick('c', true);
  expect(selection.ids).toEqual(['c']);
});
