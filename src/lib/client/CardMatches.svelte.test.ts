import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CardMatches } from './CardMatches.svelte';

const MATCH = { id: '1', gives: ['Saft'], takes: [], strength: 1 };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('asks at once the first time, and once after many changes', async () => {
  const fetch = vi.fn(() => Promise.resolve({ json: () => Promise.resolve({ ok: true, matches: [MATCH] }) }));
  vi.stubGlobal('fetch', fetch);
  const matches = new CardMatches(null);
  matches.refresh();
  await vi.advanceTimersByTimeAsync(1);
  expect(matches.matches).toEqual([MATCH]);
  for (let n = 0; n < 20; n++) {
    matches.refresh();
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(fetch).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(2000);
  expect(fetch).toHaveBeenCalledTimes(2);
});

test("others' changes are asked for later, once, and not by everybody at the same time", async () => {
  const fetch = vi.fn(() => Promise.resolve({ json: () => Promise.resolve({ ok: true, matches: [] }) }));
  vi.stubGlobal('fetch', fetch);
  const matches = new CardMatches(null, () => 0.5);
  matches.refreshLater();
  await vi.advanceTimersByTimeAsync(1);
  expect(fetch).toHaveBeenCalledTimes(1);
  for (let n = 0; n < 39; n++) {
    matches.refreshLater();
    await vi.advanceTimersByTimeAsync(1000);
  }
  expect(fetch).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1500);
  expect(fetch).toHaveBeenCalledTimes(2);
});

test('what was known stays while there is no line', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no line')));
  const matches = new CardMatches([MATCH]);
  matches.refresh();
  await vi.advanceTimersByTimeAsync(5000);
  expect(matches.matches).toEqual([MATCH]);
});
