/** Up to this many characters of a text stand in a sentence. */
const LABEL_LENGTH = 60;

/** The first words of a text, in one line. */
export function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= LABEL_LENGTH) return line;
  const cut = line.slice(0, LABEL_LENGTH);
  // At the end of a word, where there is one.
  const end = cut.lastIndexOf(' ');
  return `${cut.slice(0, end > 0 ? end : LABEL_LENGTH - 1).trimEnd()} …`;
}
