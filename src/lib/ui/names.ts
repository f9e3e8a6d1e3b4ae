import { TONES, type Tone } from './motif.ts';

/** Two letters for a face: of the first and the last word, or the first two of a single word. */
export function initials(name: string): string {
  // words start with a letter: "Ida (sie) Immergrün" is not I(
  const words = name.split(/[\s-]+/u).filter((word) => /^\p{L}/u.test(word));
  const [first = '', last = ''] = [words[0], words.length > 1 ? words.at(-1) : ''];
  const letters = last ? letter(first, 0) + letter(last, 0) : letter(first, 0) + letter(first, 1);
  return letters.toLocaleUpperCase('de') || '?';
}

/** Characters as people count them: a letter with its accent is one. */
function letter(word: string, at: number): string {
  return [...word.normalize('NFC')][at] ?? '';
}

/** The card colour of a person: always the same for the same name. Never white, which says "no colour". */
export function toneOf(name: string): Tone {
  const colours = TONES.filter((tone) => tone !== 'white');
  let hash = 0;
  for (const char of name.trim()) hash = (Math.imul(hash, 31) + (char.codePointAt(0) ?? 0)) >>> 0;
  return colours[hash % colours.length] ?? 'yellow';
}
