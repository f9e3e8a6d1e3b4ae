import { expect, test } from 'vitest';
import { isCurrent } from './links.ts';

test.each([
  ['/', '/', true],
  ['/', '/cards', false],
  ['/cards', '/cards', true],
  ['/cards', '/cards/ida', true],
  ['/cards', '/cardsharp', false]
])('%s on %s: %s', (href, path, expected) => {
  expect(isCurrent(href, path)).toBe(expected);
});
