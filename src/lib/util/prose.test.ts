import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseProse, proseText, type Block, type Inline } from './prose';

/** A short way to write a tree down: `<b>`, `<i>`, `<a href>`. */
const shown = (nodes: readonly Inline[]): string =>
  nodes
    .map((node) => {
      if (node.type === 'text') return node.text;
      const [open, close] =
        node.type === 'link'
          ? [`<a ${node.href}>`, '</a>']
          : node.type === 'em'
            ? ['<i>', '</i>']
            : ['<b>', '</b>'];
      return open + shown(node.children) + close;
    })
    .join('');
const blocks = (text: string) =>
  parseProse(text).map((block) =>
    block.type === 'paragraph'
      ? shown(block.children)
      : block.items.map(({ number, children }) => `${number ?? '*'} ${shown(children)}`)
  );

describe('bold and italic', () => {
  it.each([
    ['ein **fetter** Satz', 'ein <b>fetter</b> Satz'],
    ['*kursiv* und _auch so_', '<i>kursiv</i> und <i>auch so</i>'],
    ['***beides***', '<b><i>beides</i></b>'],
    ['**fett *und kursiv***', '<b>fett <i>und kursiv</i></b>'],
    ['**über\nzwei Zeilen**', '<b>über\nzwei Zeilen</b>'],
    ['(**in Klammern**), „*zitiert*“', '(<b>in Klammern</b>), „<i>zitiert</i>“'],
    ['**fett** *kursiv* **fett**', '<b>fett</b> <i>kursiv</i> <b>fett</b>']
  ])('%s', (text, tree) => {
    expect(blocks(text)).toEqual([tree]);
  });

  it.each([
    'Bürger*innen und Nutzer*innen',
    'Kolleg*innen* und Kund*innen',
    'eine_datei_neu und noch_eine_datei',
    '3 * 4 * 5 = 60',
    '2*3*4',
    'Sterne: **** und ***',
    '**offen',
    '** frei stehend **',
    '*',
    'Fußnote* ohne Ende'
  ])('not in: %s', (text) => {
    expect(blocks(text)).toEqual([text]);
  });
});

describe('lists', () => {
  it('by dash, star or point, by number with the number that was written', () => {
    expect(blocks('Wir brauchen:\n- Strom\n* **Licht**\n• Wasser\n\n1. heute\n3) morgen\nund dann')).toEqual([
      'Wir brauchen:',
      ['* Strom', '* <b>Licht</b>', '* Wasser'],
      ['1 heute', '3 morgen'],
      'und dann'
    ]);
  });

  it.each(['-5 Grad', '2026.', '1.Mai', '- ', 'a - b', '1234. Versuch'])('not in: %s', (text) => {
    expect(blocks(text)).toEqual([text]);
  });
});

describe('links', () => {
  it.each([
    ['[Leitfaden](https://example.org/a_b_c)', '<a https://example.org/a_b_c>Leitfaden</a>'],
    ['[**fett**](http://example.org)', '<a http://example.org><b>fett</b></a>'],
    ['[Post](mailto:lotte@example.org)', '<a mailto:lotte@example.org>Post</a>'],
    ['siehe https://example.org/x.', 'siehe <a https://example.org/x>https://example.org/x</a>.'],
    ['(https://example.org/a_(b))', '(<a https://example.org/a_(b)>https://example.org/a_(b)</a>)'],
    ['**https://example.org**', '<b><a https://example.org>https://example.org</a></b>']
  ])('%s', (text, tree) => {
    expect(blocks(text)).toEqual([tree]);
  });

  it.each([
    '[Klick](javascript:alert(1))',
    '[Klick](JaVaScRiPt:alert%281%29)',
    '[Klick](data:text/html,x)',
    '[Klick](//example.org)',
    '[Klick](https://)',
    '[ ](https://)',
    '[offen](',
    'siehe [1] und [2]',
    'xhttps://'
  ])('not in: %s', (text) => {
    expect(blocks(text)).toEqual([text]);
  });

  it('no address may stand for another one', () => {
    expect(blocks('[https://bank.example](https://trap.example)')).toEqual([
      '[<a https://bank.example>https://bank.example</a>](<a https://trap.example>https://trap.example</a>)'
    ]);
    expect(blocks('[https://example.org](https://example.org)')).toEqual([
      '<a https://example.org>https://example.org</a>'
    ]);
  });
});

it('single line breaks stay, paragraphs are told apart, text without markup is left alone', () => {
  expect(blocks('eins\nzwei\n\n**drei**')).toEqual(['eins\nzwei', '<b>drei</b>']);
  expect(blocks('eins\n\n\nzwei')).toEqual(['eins\n\n\nzwei']);
  expect(proseText('**Wir** brauchen:\n- [Strom](https://example.org)\n2. Licht')).toBe(
    'Wir brauchen:\n– Strom\n2. Licht'
  );
});

describe('whatever is written', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 80 }),
    fc.string({ unit: fc.constantFrom(...'**__[]()ab1 \n-.:/'), maxLength: 80 }),
    fc
      .array(
        fc.constantFrom(
          '**',
          '*',
          '_',
          '[',
          '](',
          ')',
          'https://a.b',
          'javascript:',
          '\n',
          '- ',
          '1. ',
          ' ',
          'é',
          '😀',
          'א'
        ),
        { maxLength: 40 }
      )
      .map((parts) => parts.join(''))
  );
  const letters = (given: string) =>
    given.match(/[\p{L}\p{N}\p{S}\p{Extended_Pictographic}]/gu)?.join('') ?? '';
  const written = (nodes: readonly Inline[]): string =>
    nodes
      .map((node) => {
        if (node.type === 'text') return node.text;
        const inner = written(node.children);
        return node.type === 'link' && inner !== node.href ? inner + node.href : inner;
      })
      .join('');
  const writtenBlock = (block: Block) =>
    block.type === 'paragraph'
      ? written(block.children)
      : block.items.map(({ number, children }) => (number ?? '') + written(children)).join('');

  it('no letter is lost or changes its place', () => {
    fc.assert(
      fc.property(text, (given) => {
        // a number loses its leading zeros, as every number does
        const source = given.replaceAll(/^(\s*)0+(?=\d{1,3}[.)]\s)/gm, '$1');
        expect(letters(parseProse(source).map(writtenBlock).join(''))).toBe(letters(source));
      }),
      { numRuns: 2000 }
    );
  });

  it('every link may be followed', () => {
    const links = (nodes: readonly Inline[]): string[] =>
      nodes.flatMap((node) =>
        node.type === 'text' ? [] : node.type === 'link' ? [node.href] : links(node.children)
      );
    fc.assert(
      fc.property(text, (given) => {
        for (const block of parseProse(given)) {
          const nodes =
            block.type === 'paragraph' ? block.children : block.items.flatMap((item) => item.children);
          for (const href of links(nodes)) expect(new URL(href).protocol).toMatch(/^(https?|mailto):$/);
        }
        expect(parseProse(given)).toBeInstanceOf(Array);
      })
    );
  });

  it.each(['*_', '[', '**a ', '[a](', 'https://', '_*a'])('a note full of %j takes no time', (piece) => {
    const started = performance.now();
    parseProse(piece.repeat(20_000 / piece.length));
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
