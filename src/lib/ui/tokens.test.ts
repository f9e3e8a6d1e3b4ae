import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync(new URL('styles/tokens.css', import.meta.url), 'utf8');

/** The declarations of a block, in order, without comments and line breaks. */
function declarations(from: string): string[] {
  const start = css.indexOf(from);
  expect(start, from).toBeGreaterThan(-1);
  const body = css.slice(css.indexOf('{', start) + 1);
  return body
    .slice(0, body.indexOf('}'))
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .split(';')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter(Boolean);
}

test('dark by the system and dark by choice are the same', () => {
  const system = declarations(":root:not([data-theme='light'])");
  expect(system.length).toBeGreaterThan(50);
  expect(declarations(":root[data-theme='dark']")).toEqual(system);
});
