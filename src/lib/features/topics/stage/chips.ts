/** A note on a slip of the cluster map: its title, or its first words, in up to `longest` characters. */
export function slipText(text: string, longest: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= longest) return line;
  const cut = line.slice(0, longest - 1);
  // At the end of a word, where there is one.
  const end = cut.lastIndexOf(' ');
  return `${cut.slice(0, end > longest / 3 ? end : longest - 2).trimEnd()} …`;
}

export interface Room {
  /** Lines of slips that fit. */
  lines: number;
  /** Characters that fit into a line. */
  chars: number;
}

/** What a slip takes beside its words: its edges and the gap, in characters. */
const EDGES = 3;

/**
 * How many of the slips fit, laid out line by line. Of more than fit, the last place stays for "+ 12".
 * @param texts as `slipText` made them
 */
export function fitting(texts: readonly string[], { lines, chars }: Room): number {
  const all = filled(texts, lines, chars, 0);
  return all === texts.length ? all : filled(texts, lines, chars, 7);
}

function filled(texts: readonly string[], lines: number, chars: number, kept: number): number {
  let line = 1;
  let used = 0;
  let count = 0;
  if (lines < 1) return 0;
  for (const text of texts) {
    const width = Math.min(text.length + EDGES, chars);
    if (used > 0 && used + width > chars - (line === lines ? kept : 0)) {
      line += 1;
      used = 0;
    }
    if (line > lines || (line === lines && used === 0 && width > chars - kept && kept > 0)) return count;
    used += width;
    count += 1;
  }
  return count;
}

/** Columns of a map with so many fields. */
export function mapColumns(fields: number): number {
  if (fields <= 1) return 1;
  if (fields <= 4) return 2;
  return fields <= 9 ? 3 : 4;
}
