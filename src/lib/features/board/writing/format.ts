/** What the buttons and keys for bold, italic, list and link make of a text. Pure: a field's text and selection in, a change out. */
import { LIST_MARK } from '$lib/util/prose';

export interface Selected {
  value: string;
  /** Offsets in UTF-16 code units, as a textarea tells them; `start` <= `end`. */
  start: number;
  end: number;
}

/** Puts `text` in the place of what stands from `from` to `to`, then selects `start` to `end`. */
export interface Change {
  from: number;
  to: number;
  text: string;
  start: number;
  end: number;
}

const LETTER = /[\p{L}\p{N}]/u;

/**
 * Makes the selected words bold (`**`) or italic (`*`), or plain again; without a selection the word at the cursor. Half a word
 * is taken whole, because marks count only around whole words (util/prose.ts); each line has marks of its own.
 */
export function toggleMark(selected: Selected, mark: '**' | '*'): Change {
  const { value } = selected;
  const parts = wordsIn(selected);
  const first = parts[0];
  const last = parts.at(-1);
  if (!first || !last) {
    const text = mark + mark;
    const cursor = selected.end + mark.length;
    return { from: selected.end, to: selected.end, text, start: cursor, end: cursor };
  }
  const isOn = parts.every((part) => has(part.stars, mark));
  const from = first.from - first.stars;
  const to = last.to + last.stars;
  let text = '';
  let at = from;
  for (const part of parts) {
    const stars =
      isOn || !has(part.stars, mark) ? part.stars + (isOn ? -mark.length : mark.length) : part.stars;
    text += value.slice(at, part.from - part.stars);
    text += '*'.repeat(stars) + value.slice(part.from, part.to) + '*'.repeat(stars);
    at = part.to + part.stars;
  }
  const before = isOn ? first.stars - mark.length : first.stars + mark.length;
  const after = isOn ? last.stars - mark.length : last.stars + mark.length;
  return parts.length === 1
    ? { from, to, text, start: from + before, end: from + text.length - after }
    : { from, to, text, start: from, end: from + text.length };
}

/** One star is italic, two are bold, three both. */
const has = (stars: number, mark: '**' | '*'): boolean => stars === 3 || stars === mark.length;

interface Part {
  from: number;
  to: number;
  /** How many stars stand on either side. */
  stars: number;
}

/** The words that are selected, line by line, without the signs of a list and without their stars. */
function wordsIn({ value, start, end }: Selected): Part[] {
  const parts: Part[] = [];
  for (const line of linesOf({ value, start, end })) {
    let from = Math.max(start, line.from + line.mark);
    let to = Math.min(end, line.to);
    if (from > to) continue;
    while (from < to && /[\s*]/.test(value[from] ?? '')) from++;
    while (to > from && /[\s*]/.test(value[to - 1] ?? '')) to--;
    while (from > line.from + line.mark && LETTER.test(value[from - 1] ?? '')) from--;
    while (to < line.to && LETTER.test(value[to] ?? '')) to++;
    if (from === to) continue;
    const before = /\**$/.exec(value.slice(line.from, from))?.[0].length ?? 0;
    const after = /^\**/.exec(value.slice(to, line.to))?.[0].length ?? 0;
    parts.push({ from, to, stars: Math.min(before, after, 3) });
  }
  return parts;
}

interface Line {
  from: number;
  to: number;
  /** Length of the list's sign it begins with. */
  mark: number;
}

/** The lines that the selection touches. */
function linesOf({ value, start, end }: Selected): Line[] {
  const lines: Line[] = [];
  for (let from = value.lastIndexOf('\n', start - 1) + 1; from <= end;) {
    const next = value.indexOf('\n', from);
    const to = next === -1 ? value.length : next;
    lines.push({ from, to, mark: LIST_MARK.exec(value.slice(from, to))?.[0].length ?? 0 });
    from = to + 1;
  }
  return lines;
}

/** Makes entries of a list of the selected lines, or lines again. */
export function toggleList(selected: Selected): Change {
  const { value } = selected;
  const lines = linesOf(selected);
  const from = lines[0]?.from ?? 0;
  const to = lines.at(-1)?.to ?? value.length;
  const full = lines.filter((line) => value.slice(line.from, line.to).trim() !== '');
  const isOn = full.length > 0 && full.every((line) => line.mark > 0);
  const text = lines
    .map((line) => {
      const content = value.slice(line.from, line.to);
      if (isOn) return content.slice(line.mark);
      return line.mark > 0 || (content.trim() === '' && full.length > 0) ? content : `- ${content}`;
    })
    .join('\n');
  if (lines.length > 1) return { from, to, text, start: from, end: from + text.length };
  const cursor = Math.max(from, selected.end + text.length - (to - from));
  return { from, to, text, start: cursor, end: cursor };
}

/** What Enter does in a list: the next entry; after an empty one the list is over. Null where there is no list. */
export function continueList({ value, start, end }: Selected): Change | null {
  const [line] = linesOf({ value, start, end: start });
  if (start !== end || !line || line.mark === 0 || start < line.from + line.mark) return null;
  if (value.slice(line.from + line.mark, line.to).trim() === '')
    return { from: line.from, to: line.to, text: '', start: line.from, end: line.from };
  const sign = value.slice(line.from, line.from + line.mark);
  const text = `\n${sign.replace(/\d+/, (number) => String(Number(number) + 1))}`;
  return { from: start, to: start, text, start: start + text.length, end: start + text.length };
}

const SCHEME = 'https://';

/** Makes a link of the selected words, its address to be filled in; of a selected address, its words to be filled in. */
export function insertLink({ value, start, end }: Selected, address?: string): Change {
  const chosen = value
    .slice(start, end)
    .replaceAll(/[\s[\]]+/g, ' ')
    .trim();
  if (address !== undefined) {
    const text = `[${chosen}](${address})`;
    return { from: start, to: end, text, start: start + text.length, end: start + text.length };
  }
  if (/^(?:https?:\/\/|mailto:)\S+$/i.test(chosen))
    return { from: start, to: end, text: `[](${chosen})`, start: start + 1, end: start + 1 };
  const text = `[${chosen}](${SCHEME})`;
  // the words come first, where there are none yet
  const cursor = chosen === '' ? start + 1 : start + text.length - 1;
  return { from: start, to: end, text, start: chosen === '' ? cursor : cursor - SCHEME.length, end: cursor };
}
