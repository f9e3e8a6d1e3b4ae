/**
 * Light Markdown: bold, italic, lists, links, and nothing else. A parser of our own because people write for people here, not
 * for a parser: "Bürger*innen und Nutzer*innen" has no italics in it, a date at the start of a line keeps its number, and what
 * is no markup stands there as it was typed. It answers a tree, never HTML.
 */

export type Inline =
  | { type: 'text'; text: string }
  | { type: 'strong' | 'em'; children: Inline[] }
  /** `href` is http(s) or mailto, as it was written. */
  | { type: 'link'; href: string; children: Inline[] };

export interface ListItem {
  /** As it was written; null: a point. */
  number: number | null;
  children: Inline[];
}

type List = { type: 'list'; ordered: boolean; items: ListItem[] };

export type Block =
  /** Its text may have line breaks, which are to be shown. */
  { type: 'paragraph'; children: Inline[] } | List;

/** What an entry of a list begins with: a dash, star or point, or a number. */
export const LIST_MARK = /^[^\S\n]*(?:[-*•]|(\d{1,3})[.)])[^\S\n]+/;
const ANY_MARKUP = /[*_[]|https?:\/\/|^[^\S\n]*(?:[-•]|\d{1,3}[.)])[^\S\n]/im;

export function parseProse(text: string): Block[] {
  if (!ANY_MARKUP.test(text)) return [{ type: 'paragraph', children: [{ type: 'text', text }] }];
  const blocks: Block[] = [];
  let lines: string[] = [];
  const endParagraph = () => {
    if (lines.length > 0) blocks.push({ type: 'paragraph', children: parseInline(lines.join('\n'), true) });
    lines = [];
  };
  let list: List | undefined;
  for (const line of text.split('\n')) {
    const mark = LIST_MARK.exec(line);
    const rest = mark ? line.slice(mark[0].length) : line;
    if (mark && rest.trim() !== '') {
      endParagraph();
      const ordered = mark[1] !== undefined;
      if (list === undefined || list.ordered !== ordered) {
        list = { type: 'list', ordered, items: [] };
        blocks.push(list);
      }
      list.items.push({ number: ordered ? Number(mark[1]) : null, children: parseInline(rest, true) });
      continue;
    }
    list = undefined;
    if (line.trim() === '') endParagraph();
    else lines.push(line);
  }
  endParagraph();
  return blocks;
}

/** What one reads, without the signs that shape it: for labels, and where there is room for a line only. */
export function proseText(text: string): string {
  return parseProse(text)
    .map((block) =>
      block.type === 'paragraph'
        ? inlineText(block.children)
        : block.items
            .map(({ number, children }) => `${number === null ? '–' : `${number}.`} ${inlineText(children)}`)
            .join('\n')
    )
    .join('\n');
}

function inlineText(nodes: readonly Inline[]): string {
  return nodes.map((node) => (node.type === 'text' ? node.text : inlineText(node.children))).join('');
}

/** An address that may be followed from here: no `javascript:`, no `data:`. */
export function isSafeHref(href: string): boolean {
  return /^(?:https?:\/\/|mailto:)[^\s]+$/i.test(href) && URL.canParse(href);
}

interface Found {
  node: Inline;
  end: number;
}

const SPECIAL = /[*_[]|https?:\/\//gi;

function parseInline(text: string, links: boolean): Inline[] {
  const nodes: Inline[] = [];
  /** Marks that nothing further on closes. */
  const unclosed = new Set<string>();
  let plainFrom = 0;
  let at = 0;
  const plainUntil = (end: number) => {
    if (end > plainFrom) nodes.push({ type: 'text', text: text.slice(plainFrom, end) });
  };
  for (;;) {
    SPECIAL.lastIndex = at;
    const special = SPECIAL.exec(text);
    if (!special) break;
    const sign = special[0];
    const start = special.index;
    const found =
      sign === '*' || sign === '_'
        ? emphasisAt(text, start, sign, unclosed, links)
        : !links
          ? null
          : sign === '['
            ? namedLinkAt(text, start)
            : bareLinkAt(text, start);
    if (found) {
      plainUntil(start);
      nodes.push(found.node);
      plainFrom = at = found.end;
    } else {
      at = start + (sign === '*' || sign === '_' ? runAt(text, start, sign) : sign.length);
    }
  }
  plainUntil(text.length);
  return nodes;
}

const NAMED = /\[([^[\]\n]+)\]\(([^()\s]+(?:\([^()\s]*\)[^()\s]*)*)\)/y;

function namedLinkAt(text: string, at: number): Found | null {
  NAMED.lastIndex = at;
  const [all, label = '', href = ''] = NAMED.exec(text) ?? [];
  if (all === undefined || label.trim() === '' || !isSafeHref(href)) return null;
  // An address that leads to another one is a trap, not a name.
  if (/^\s*(?:[a-z]+:\/\/|www\.)/i.test(label) && label.trim() !== href) return null;
  return { node: { type: 'link', href, children: parseInline(label, false) }, end: at + all.length };
}

const BARE = /https?:\/\/[^\s<>"[\]]+/iy;

function bareLinkAt(text: string, at: number): Found | null {
  if (isLetter(text[at - 1])) return null;
  BARE.lastIndex = at;
  const href = withoutSentence(BARE.exec(text)?.[0] ?? '');
  if (!isSafeHref(href)) return null;
  return { node: { type: 'link', href, children: [{ type: 'text', text: href }] }, end: at + href.length };
}

/** An address without what belongs to the sentence around it: a full stop, a closing bracket that was not opened in it. */
function withoutSentence(address: string): string {
  let href = address;
  for (;;) {
    const last = href.at(-1) ?? '';
    const unopened = last === ')' && count(href, ')') > count(href, '(');
    if (last === '' || !(unopened || /[.,;:!?'*_“”‘’]/.test(last))) return href;
    href = href.slice(0, -1);
  }
}

/** Marks count only around whole words: the star in "Kolleg*innen" and the lines in `eine_datei_neu` are letters like others. */
function emphasisAt(
  text: string,
  at: number,
  sign: '*' | '_',
  unclosed: Set<string>,
  links: boolean
): Found | null {
  const run = runAt(text, at, sign);
  const inside = at + run;
  if (run > 3 || isLetter(text[at - 1]) || isSpace(text[inside])) return null;
  const mark = sign.repeat(run);
  if (unclosed.has(mark)) return null;
  const end = closingAt(text, inside, sign, run);
  if (end === null) {
    unclosed.add(mark);
    return null;
  }
  const children = parseInline(text.slice(inside, end - run), links);
  const inner: Inline[] = run === 3 ? [{ type: 'em', children }] : children;
  return { node: { type: run === 1 ? 'em' : 'strong', children: inner }, end };
}

/** Where the closing mark ends. It may be the end of a longer one: `**fett *und kursiv***`. */
function closingAt(text: string, from: number, sign: '*' | '_', run: number): number | null {
  for (let at = text.indexOf(sign, from); at !== -1; at = text.indexOf(sign, at)) {
    const length = runAt(text, at, sign);
    const end = at + length;
    const fits = length === run || (length === 3 && run < 3);
    if (fits && at > from && !isSpace(text[at - 1]) && !isLetter(text[end])) return end;
    at = end;
  }
  return null;
}

function runAt(text: string, at: number, sign: string): number {
  let end = at;
  while (text[end] === sign) end++;
  return end - at;
}

const isLetter = (char: string | undefined): boolean => char !== undefined && /[\p{L}\p{N}]/u.test(char);
const isSpace = (char: string | undefined): boolean => char === undefined || /\s/.test(char);
const count = (text: string, char: string): number => text.split(char).length - 1;
