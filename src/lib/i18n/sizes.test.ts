import { expect, it } from 'vitest';
import { fileSize } from './sizes';

it.each([
  [1, '1 B'],
  [999, '999 B'],
  [1000, '1 kB'],
  [84_300, '84 kB'],
  [999_600, '1 MB'],
  [1_449_000, '1,4 MB'],
  [24_900_000, '25 MB'],
  [3_000_000_000, '3 GB']
])('%d bytes are %s', (bytes, text) => {
  expect(fileSize(bytes)).toBe(text);
});
