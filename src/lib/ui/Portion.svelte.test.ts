import { expect, it } from 'vitest';
import { Portion } from './Portion.svelte';

it('grows bit by bit, and as far as somebody wants to go', () => {
  const portion = new Portion(60, 12);
  expect([portion.limit, portion.grown]).toEqual([60, false]);
  portion.more();
  expect([portion.limit, portion.grown]).toEqual([72, true]);
  portion.reach(100);
  expect(portion.limit).toBe(108);
  portion.reach(20);
  expect(portion.limit).toBe(108);
});

it('gets short again, but never shorter than at first', () => {
  const portion = new Portion(60, 12);
  portion.reach(108);
  portion.less();
  expect([portion.limit, portion.grown]).toEqual([72, true]);
  portion.less();
  expect([portion.limit, portion.grown]).toEqual([60, false]);
});
