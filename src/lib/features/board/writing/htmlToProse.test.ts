import { describe, expect, it } from 'vitest';
import { hasShape, htmlToProse, type HtmlNode } from './htmlToProse';

/** A node as the browser's parser would make it. */
function el(name: string, attributes: Record<string, string>, ...children: (HtmlNode | string)[]): HtmlNode {
  return {
    nodeType: 1,
    nodeName: name.toUpperCase(),
    nodeValue: null,
    childNodes: children.map((child) =>
      typeof child === 'string' ? { nodeType: 3, nodeName: '#text', nodeValue: child, childNodes: [] } : child
    ),
    getAttribute: (attribute) => attributes[attribute] ?? null
  };
}
const body = (...children: (HtmlNode | string)[]) => htmlToProse(el('body', {}, ...children));

describe('pasted from a web page', () => {
  it('keeps bold, italic, lists and links', () => {
    expect(
      body(
        el('h2', {}, 'Werkstatt'),
        '\n  ',
        el('p', {}, 'Ein ', el('b', {}, 'Raum '), 'mit ', el('em', {}, 'Strom'), '\n   und Licht.'),
        el(
          'ul',
          {},
          '\n',
          el('li', {}, el('p', {}, 'samstags')),
          el('li', {}, 'mittwochs', el('ul', {}, el('li', {}, 'früh')))
        ),
        el('p', {}, el('a', { href: 'https://example.org/' }, 'Leitfaden'))
      )
    ).toBe(
      '**Werkstatt**\n\nEin **Raum** mit *Strom* und Licht.\n\n- samstags\n- mittwochs\n- früh\n\n[Leitfaden](https://example.org/)'
    );
  });

  it('takes nothing along that is no text, and no address that does something', () => {
    expect(
      body(
        el('style', {}, 'p{}'),
        el('script', {}, 'alert(1)'),
        el('p', { onclick: 'alert(1)' }, 'Text', el('br', {}), 'weiter'),
        el('a', { href: 'javascript:alert(1)' }, 'Klick'),
        el('img', { src: 'https://example.org/pixel', onerror: 'alert(1)' })
      )
    ).toBe('Text\nweiter\n\nKlick');
  });

  it('understands weights in styles, also the one that takes a mark away', () => {
    expect(
      body(
        el(
          'b',
          { style: 'font-weight:normal;' },
          el('span', { style: 'font-weight:700' }, 'fett'),
          ' und ',
          el('span', { style: 'font-style:italic' }, 'kursiv')
        )
      )
    ).toBe('**fett** und *kursiv*');
  });
});

it('pasted from Word: its lists are lists, without its signs', () => {
  const item = (sign: string, text: string) =>
    el(
      'p',
      { class: 'MsoListParagraph', style: 'text-indent:-18.0pt;mso-list:l0 level1 lfo1' },
      el('span', {}, el('span', { style: 'mso-list:Ignore' }, sign, el('span', {}, '\u00a0\u00a0\u00a0 '))),
      el('span', {}, text),
      el('o:p', {})
    );
  expect(
    body(
      el('p', { class: 'MsoNormal' }, el('b', {}, el('span', {}, 'Wir brauchen')), el('o:p', {})),
      '\n',
      item('·', 'Strom'),
      '\n',
      item('·', 'Licht'),
      item('2.', 'Wasser')
    )
  ).toBe('**Wir brauchen**\n\n- Strom\n- Licht\n2. Wasser');
});

it('pasted from Excel: a line for each row', () => {
  const cell = (text: string) => el('td', {}, text);
  expect(
    body(
      el(
        'table',
        {},
        el('colgroup', {}, el('col', {})),
        el(
          'tbody',
          {},
          el('tr', {}, cell('Ort'), cell('Tag')),
          '\n',
          el('tr', {}, cell('Hof 3'), cell('  Mo\u00a0'), cell('')),
          el('tr', {}, cell(''))
        )
      )
    )
  ).toBe('Ort | Tag\nHof 3 | Mo');
});

it.each([
  [true, '<p>ein <b>Satz</b>'],
  [true, '<table><tr><td>x'],
  [true, "<p style='mso-list:l0 level1'>x"],
  [false, '<meta charset="utf-8"><span style="color: red">x</span>'],
  [false, '<div>x</div><br>']
])('has a shape to keep: %s', (shape, html) => {
  expect(hasShape(html)).toBe(shape);
});
