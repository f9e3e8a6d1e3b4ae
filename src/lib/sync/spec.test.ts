import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const SOURCES = ['..', '../../../tests'].map((folder) => new URL(`${folder}/`, import.meta.url));

function testTitles(): string {
  const files = SOURCES.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.test.ts'))
      .map((file) => new URL(file, folder))
  );
  return files.map((file) => readFileSync(file, 'utf8')).join('\n');
}

it('every rule of SPEC.md has a test, and every test names a rule that is there', () => {
  const spec = readFileSync(new URL('SPEC.md', import.meta.url), 'utf8');
  const rules = new Set(Array.from(spec.matchAll(/^- \*\*([A-Z]\d+)\*\*/gm), ([, id]) => id));
  const tested = new Set(
    Array.from(testTitles().matchAll(/['`] ?(?:\[[A-Z]\d+\] ?)*\[([A-Z]\d+)\]/g), ([all]) => all)
      .values()
      .flatMap((all) => Array.from(all.matchAll(/\[([A-Z]\d+)\]/g), ([, id]) => id))
  );
  expect(rules.size).toBeGreaterThan(40);
  expect(
    [...rules].filter((id) => !tested.has(id)),
    'rules without a test'
  ).toEqual([]);
  expect(
    [...tested].filter((id) => !rules.has(id)),
    'tests of unknown rules'
  ).toEqual([]);
});
