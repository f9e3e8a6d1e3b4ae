import { expect, test, vi } from 'vitest';
import * as v from 'valibot';
import { uuid } from '$lib/protocol/text';
import { newId } from './newId';

test('ids are UUIDs of version 7 that sort by the time they were made', () => {
  const at = Date.UTC(2026, 10, 24);
  const ids = Array.from({ length: 200 }, (_, i) => newId(at + i));
  expect(new Set(ids).size).toBe(200);
  expect([...ids].sort()).toEqual(ids);
  for (const id of ids) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(v.is(uuid, id)).toBe(true);
  }
  expect(Number.parseInt((ids[7] ?? '').slice(0, 13).replace('-', ''), 16)).toBe(at + 7);
});

test('two ids of the same moment differ', () => {
  expect(newId(1)).not.toBe(newId(1));
});

test('ids are made where `crypto.randomUUID` is missing: plain http', () => {
  vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) });
  expect(v.is(uuid, newId())).toBe(true);
  vi.unstubAllGlobals();
});
