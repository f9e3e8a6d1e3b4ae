export interface Part {
  text: string;
  marked: boolean;
}

/** Cuts a text into what is marked and what is not. Every place of every mark counts; those that touch become one. */
export function markedParts(text: string, marks: readonly string[]): Part[] {
  const places = marks
    .filter((mark) => mark !== '')
    .flatMap((mark) => placesOf(text, mark))
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const parts: Part[] = [];
  let at = 0;
  for (const { start, end } of places) {
    if (end <= at) continue;
    const from = Math.max(start, at);
    if (from > at) parts.push({ text: text.slice(at, from), marked: false });
    const last = parts.at(-1);
    if (last?.marked) last.text += text.slice(from, end);
    else parts.push({ text: text.slice(from, end), marked: true });
    at = end;
  }
  if (at < text.length) parts.push({ text: text.slice(at), marked: false });
  return parts;
}

function placesOf(text: string, mark: string): { start: number; end: number }[] {
  const places = [];
  for (let start = text.indexOf(mark); start !== -1; start = text.indexOf(mark, start + mark.length)) {
    places.push({ start, end: start + mark.length });
  }
  return places;
}
