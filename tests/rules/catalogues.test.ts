import { globSync, readFileSync } from 'node:fs';
import { parse, type AST } from 'svelte/compiler';
import { describe, expect, it } from 'vitest';

const MESSAGES = 'src/lib/i18n/messages';
const LOCALES = ['de', 'en'] as const;

type Catalogue = Record<string, unknown>;

function catalogue(locale: string): Map<string, unknown> {
  const all = new Map<string, unknown>();
  for (const file of globSync(`${MESSAGES}/${locale}/*.json`)) {
    for (const [key, value] of Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Catalogue)) {
      expect(all.has(key), `${key} stands twice in ${locale}`).toBe(false);
      all.set(key, value);
    }
  }
  return all;
}

/** The inputs `{name}` that a message, in all its forms, speaks of. */
function inputs(value: unknown): string[] {
  const text = JSON.stringify(value);
  return [...new Set([...text.matchAll(/\{([a-zA-Z]+)\}/g)].map((match) => match[1] ?? ''))].sort();
}

describe('catalogues', () => {
  const [de, en] = LOCALES.map(catalogue) as [Map<string, unknown>, Map<string, unknown>];

  it('say everything in both languages, with the same inputs', () => {
    expect(de.size).toBeGreaterThan(200);
    expect([...en.keys()].filter((key) => !de.has(key))).toEqual([]);
    expect([...de.keys()].filter((key) => !en.has(key))).toEqual([]);
    for (const [key, value] of de) expect([key, inputs(en.get(key))]).toEqual([key, inputs(value)]);
  });

  it('have no empty sentence', () => {
    for (const texts of [de, en]) for (const [key, value] of texts) expect(value, key).not.toBe('');
  });

  it('hold nothing that nobody says', () => {
    const sources = globSync('src/**/*.{ts,svelte}').filter((file) => !file.includes('/paraglide/'));
    const used = new Set(
      sources.flatMap((file) =>
        [...readFileSync(file, 'utf8').matchAll(/\bm\.([a-z0-9_]+)/g)].map((match) => match[1])
      )
    );
    expect([...de.keys()].filter((key) => !used.has(key))).toEqual([]);
  });
});

/** Attributes that people read or hear. */
const SPOKEN = new Set([
  'aria-label',
  'aria-description',
  'title',
  'placeholder',
  'alt',
  'label',
  'text',
  'hint',
  'lead'
]);
/** Words that are the same in every language here. */
const NAMES = /^(AG|Auftakt|Enter|QR)$/;
const words = (text: string): string[] =>
  (text.match(/\p{L}{2,}/gu) ?? []).filter((word) => !NAMES.test(word));

/** Words that stand in the markup itself, as text or in an attribute that people read. */
function wordsInMarkup(source: string): string[] {
  const found: string[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (typeof node !== 'object' || node === null || !('type' in node)) return;
    const typed = node as AST.SvelteNode;
    if (typed.type === 'Text') found.push(...words(typed.data));
    if (typed.type === 'Attribute') {
      if (!SPOKEN.has(typed.name)) return;
      if (Array.isArray(typed.value)) {
        for (const part of typed.value) if (part.type === 'Text') found.push(...words(part.data));
      }
      return;
    }
    // Expressions are code; what they show comes from the catalogue or from people.
    if (typed.type === 'ExpressionTag' || typed.type === 'StyleDirective' || typed.type === 'Comment') return;
    for (const [key, value] of Object.entries(typed))
      if (key !== 'metadata' && key !== 'parent') visit(value);
  };
  visit(parse(source, { modern: true }).fragment);
  return found;
}

describe('markup', () => {
  it('finds words that bypass the catalogue', () => {
    expect(wordsInMarkup('<button aria-label="Schließen">x</button><p>Guten Tag {name}</p>')).toEqual([
      'Schließen',
      'Guten',
      'Tag'
    ]);
    expect(wordsInMarkup('<p class="soft sm">{m.hello()} · AG {n}</p>')).toEqual([]);
  });

  it.each(globSync('src/**/*.svelte'))('%s takes its words from the catalogue', (file) => {
    expect(wordsInMarkup(readFileSync(file, 'utf8'))).toEqual([]);
  });
});
