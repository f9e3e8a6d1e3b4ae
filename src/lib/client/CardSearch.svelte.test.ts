import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Found } from '$lib/domain/cards/directory';
import { CardSearch } from './CardSearch.svelte';

/** A server whose answers are given by hand. */
function server() {
  const asked: { q: string; signal: AbortSignal; answer: (found: Found) => void; fail: () => void }[] = [];
  vi.stubGlobal(
    'fetch',
    (url: string, { signal }: { signal: AbortSignal }) =>
      new Promise((resolve, reject) => {
        asked.push({
          q: new URLSearchParams(url.split('?')[1]).get('q') ?? '',
          signal,
          answer: (found) => resolve({ json: () => Promise.resolve({ ok: true, found }) }),
          fail: () => reject(new TypeError('no line'))
        });
      })
  );
  return asked;
}
const found = (q: string): Found => ({ q, ids: ['1'], near: false, seq: 7 });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('asks once the typing pauses, for the words that stand there then', async () => {
  const asked = server();
  const search = new CardSearch('', null);
  for (const text of ['s', 'sa', ' saft ']) {
    search.look(text);
    vi.advanceTimersByTime(100);
  }
  expect(asked).toHaveLength(0);
  vi.advanceTimersByTime(100);
  expect(asked.map(({ q }) => q)).toEqual(['saft']);
  asked[0]?.answer(found('saft'));
  expect(search.q).toBe('');
  await vi.waitFor(() => expect(search.found?.q).toBe('saft'));
  expect(search.q).toBe('saft');
});

test('an answer that comes after the next key is dropped', async () => {
  const asked = server();
  const search = new CardSearch('', null);
  search.look('saft');
  vi.advanceTimersByTime(200);
  search.look('safte');
  expect(asked[0]?.signal.aborted).toBe(true);
  asked[0]?.answer(found('saft'));
  await vi.advanceTimersByTimeAsync(200);
  expect(search.found).toBeNull();
  expect(asked.map(({ q }) => q)).toEqual(['saft', 'safte']);
});

test('what came with the page is not asked for again, and nothing is nothing to ask for', () => {
  const asked = server();
  const search = new CardSearch('saft', found('saft'));
  search.look('saft ');
  search.look('');
  vi.advanceTimersByTime(1000);
  expect(asked).toHaveLength(0);
});

test('without a line the words count all the same, and what was found for others does not', async () => {
  const asked = server();
  const search = new CardSearch('saft', found('saft'));
  search.look('obst');
  vi.advanceTimersByTime(200);
  asked[0]?.fail();
  await vi.waitFor(() => expect(search.q).toBe('obst'));
  expect(search.found).toBeNull();
});

test('clearing shows everything at once', () => {
  server();
  const search = new CardSearch('saft', found('saft'));
  search.look(' ');
  expect(search.q).toBe('');
});
