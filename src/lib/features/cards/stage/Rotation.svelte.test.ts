import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Rotation } from './Rotation.svelte';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const ids = (count: number) => Array.from({ length: count }, (_, n) => String(n));
const TURN = 14_000;

test('shows one screenful after the other and begins again', () => {
  const rotation = new Rotation(3);
  rotation.look(ids(7));
  const stop = rotation.start();
  expect(rotation.screens).toBe(3);
  const seen = [0, 1, 2, 3].map(() => {
    const shown = rotation.shown(ids(7));
    vi.advanceTimersByTime(TURN);
    return shown;
  });
  expect(seen).toEqual([['0', '1', '2'], ['3', '4', '5'], ['6'], ['0', '1', '2']]);
  stop();
  vi.advanceTimersByTime(10 * TURN);
  expect(rotation.screen).toBe(1);
});

test('what is new brings the wall back to the beginning, for a whole turn', () => {
  const rotation = new Rotation(3);
  rotation.look(ids(7));
  const stop = rotation.start();
  vi.advanceTimersByTime(1.9 * TURN);
  expect(rotation.screen).toBe(1);
  rotation.look(['new', ...ids(7)]);
  expect(rotation.shown(['new', ...ids(7)])).toEqual(['new', '0', '1']);
  vi.advanceTimersByTime(0.9 * TURN);
  expect(rotation.screen).toBe(0);
  stop();
});

test('a card that changed or went is nothing new, and a wall that gets shorter shows what is left', () => {
  const rotation = new Rotation(3);
  rotation.look(ids(7));
  const stop = rotation.start();
  vi.advanceTimersByTime(2 * TURN);
  rotation.look(ids(4).toReversed());
  expect(rotation.shown(ids(4))).toEqual(['3']);
  rotation.look([]);
  expect(rotation.shown([])).toEqual([]);
  expect(rotation.screens).toBe(1);
  stop();
});
