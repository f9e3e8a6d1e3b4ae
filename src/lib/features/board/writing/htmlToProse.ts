/**
 * What somebody copied in Word, Excel or on a web page, as clean text with light Markdown. It reads a parsed document and never
 * puts any of it on the page.
 */

/** What it needs of a DOM node; a `Node` of the browser is one. */
export interface HtmlNode {
  nodeType: number;
  nodeName: string;
  nodeValue: string | null;
  childNodes: Iterable<HtmlNode>;
  getAttribute?: (name: string) => string | null;
}

const TEXT = 3;
const ELEMENT = 1;
const HIDDEN = new Set([
  'HEAD',
  'STYLE',
  'SCRIPT',
  'TITLE',
  'META',
  'LINK',
  'TEMPLATE',
  'NOSCRIPT',
  'IFRAME',
  'OBJECT',
  'SVG'
]);
const BLOCKS = new Set(
  'ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CAPTION DD DIV DL DT FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION TABLE TBODY TFOOT THEAD TR UL'.split(
    ' '
  )
);
/** A paragraph has air around it; other blocks only stand on a line of their own. */
const AIRY = new Set(['P', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'UL', 'OL', 'TABLE', 'BLOCKQUOTE', 'PRE']);
/** The sign that Word writes before an entry of a list, as text among the text. */
const WORD_SIGN = /^\s*(?:[·•o§▪\-–\u00b7\uf0b7\uf0a7]|(\d{1,3})[.)]|[a-z][.)])\s+/i;

export function htmlToProse(root: HtmlNode): string {
  const writer = new Writer();
  write(root, writer, { strong: false, em: false });
  return writer.text();
}

/** Whether copying plain text would lose something that a note can show. */
export function hasShape(html: string): boolean {
  return /<(?:b|strong|i|em|a|li|table|h[1-6])[\s>]|mso-list|font-weight:\s*(?:bold|[6-9]00)|font-style:\s*italic/i.test(
    html
  );
}

interface Style {
  strong: boolean;
  em: boolean;
}

/** Gathers lines; spaces that HTML does not show are gone. */
class Writer {
  readonly #lines: string[] = [''];
  #air = false;

  add(text: string): void {
    const line = this.#lines.at(-1) ?? '';
    const joined = line === '' || line.endsWith(' ') ? text.replace(/^ /, '') : text;
    if (joined === '') return;
    if (line === '' && this.#air && this.#lines.some((one) => one !== '')) this.#lines.splice(-1, 0, '');
    this.#air = false;
    this.#lines[this.#lines.length - 1] = line + joined;
  }

  /** What follows stands on a line of its own. */
  newLine(air: boolean): void {
    if (this.#lines.at(-1) !== '') this.#lines.push('');
    this.#air ||= air;
  }

  break(): void {
    this.#lines.push('');
  }

  text(): string {
    return this.#lines
      .map((line) => line.trim())
      .join('\n')
      .replaceAll(/\n{3,}/g, '\n\n')
      .trim();
  }
}

function write(node: HtmlNode, writer: Writer, style: Style): void {
  if (node.nodeType === TEXT) {
    writer.add(marked((node.nodeValue ?? '').replaceAll(/[\s\u00a0]+/g, ' '), style));
    return;
  }
  const name = node.nodeName.toUpperCase();
  if (HIDDEN.has(name)) return;
  if (name === 'BR') return writer.break();
  if (name === 'TABLE') return writeTable(node, writer);
  if (name === 'A') return writeLink(node, writer, style);
  const block = node.nodeType === ELEMENT && BLOCKS.has(name);
  const item = name === 'LI' || isWordItem(node);
  const air = AIRY.has(name) && !item;
  if (block) writer.newLine(air);
  if (item) writeItem(node, writer);
  else for (const child of node.childNodes) write(child, writer, styleOf(node, name, style));
  if (block) writer.newLine(air);
}

/** Marks belong to the words, not to the spaces around them. */
function marked(text: string, { strong, em }: Style): string {
  const words = text.trim();
  const mark = (strong ? '**' : '') + (em ? '*' : '');
  if (words === '' || mark === '') return text;
  const [before = '', after = ''] = text.split(words, 2);
  return before + mark + words + mark + after;
}

function styleOf(node: HtmlNode, name: string, style: Style): Style {
  const css = node.getAttribute?.('style') ?? '';
  const weight = /font-weight:\s*([a-z0-9]+)/i.exec(css)?.[1]?.toLowerCase();
  const strong =
    weight === undefined
      ? style.strong || /^(?:B|STRONG|H[1-6])$/.test(name)
      : weight === 'bold' || weight === 'bolder' || Number(weight) >= 600;
  const slant = /font-style:\s*([a-z]+)/i.exec(css)?.[1]?.toLowerCase();
  const em = slant === undefined ? style.em || name === 'I' || name === 'EM' : slant === 'italic';
  return { strong, em };
}

const isWordItem = (node: HtmlNode): boolean =>
  node.nodeName.toUpperCase() === 'P' && /mso-list:\s*(?!none)/i.test(node.getAttribute?.('style') ?? '');

/** An entry of a list, with its own paragraphs on one line. */
function writeItem(node: HtmlNode, writer: Writer): void {
  const inner = new Writer();
  const nested: HtmlNode[] = [];
  for (const child of node.childNodes) {
    if (/^[OU]L$/i.test(child.nodeName)) nested.push(child);
    else write(child, inner, { strong: false, em: false });
  }
  const written = inner.text().replaceAll(/\n+/g, ' ');
  const word = isWordItem(node) ? WORD_SIGN.exec(written) : null;
  const text = word ? written.slice(word[0].length) : written;
  if (text !== '') writer.add(`${word?.[1] === undefined ? '-' : `${word[1]}.`} ${text}`);
  for (const list of nested) {
    writer.newLine(false);
    for (const item of list.childNodes) write(item, writer, { strong: false, em: false });
  }
}

/** A line for each row, its cells apart from each other. */
function writeTable(table: HtmlNode, writer: Writer): void {
  const rows = (node: HtmlNode): HtmlNode[] =>
    [...node.childNodes].flatMap((child) =>
      /^TR$/i.test(child.nodeName)
        ? [child]
        : /^T(?:HEAD|BODY|FOOT)$/i.test(child.nodeName)
          ? rows(child)
          : []
    );
  writer.newLine(true);
  for (const row of rows(table)) {
    const cells = [...row.childNodes]
      .filter((cell) => /^T[DH]$/i.test(cell.nodeName))
      .map((cell) => {
        const inner = new Writer();
        for (const child of cell.childNodes) write(child, inner, { strong: false, em: false });
        return inner.text().replaceAll(/\n+/g, ' ');
      });
    while (cells.at(-1) === '') cells.pop();
    if (cells.length > 0) writer.add(cells.join(' | '));
    writer.newLine(false);
  }
  writer.newLine(true);
}

function writeLink(node: HtmlNode, writer: Writer, style: Style): void {
  const inner = new Writer();
  for (const child of node.childNodes) write(child, inner, style);
  const words = inner.text().replaceAll(/\s+/g, ' ').replaceAll(/[[\]]/g, '');
  const href = node.getAttribute?.('href')?.trim() ?? '';
  const safe = /^(?:https?:\/\/|mailto:)[^\s()]+$/i.test(href);
  if (words === '' || !safe || words === href) writer.add(words);
  else writer.add(`[${words}](${href})`);
}
