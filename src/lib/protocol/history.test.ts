import * as v from 'valibot';
import { expect, test } from 'vitest';
import { historyQuerySchema } from './history.ts';

const parse = (query: Record<string, string>) => v.safeParse(historyQuerySchema, query).output;
const fits = (query: Record<string, string>) => v.safeParse(historyQuerySchema, query).success;

test('asks for the newest hundred rows, or for what it says', () => {
  expect(parse({})).toEqual({ limit: 100 });
  expect(parse({ before: '17', limit: '5' })).toEqual({ before: 17, limit: 5 });
});

test('takes whole numbers in their limits and whole ids only', () => {
  const bad: Record<string, string>[] = [
    { before: '-1' },
    { before: '1.5' },
    { before: '' },
    { limit: '0' },
    { limit: '201' },
    { note: 'x' }
  ];
  for (const query of bad) expect([query, fits(query)]).toEqual([query, false]);
});
