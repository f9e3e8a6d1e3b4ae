/** Telling misspelled words: a letter too many, too few, another one, or two that changed places. */

/** Shorter words have too many neighbours, longer ones are no words. */
const SHORTEST = 4;
const LONGEST = 40;
/** From here on two slips are forgiven, and the word may be a part of a longer one. */
const LONG = 8;
/** What may be added to a short word at its end: "Kurse", "Kursen". */
const ENDING = 3;

/** The words of a `searchable` text that somebody may misspell, each once. */
export function nearWordsOf(text: string): string[] {
  const words = text.split(/[^\p{L}\p{N}]+/u);
  return [...new Set(words.filter(({ length }) => length >= SHORTEST - 1 && length <= LONGEST))];
}

/** Whether `other` is nearly `word`, or, of a long one, has a part that is. Both in small letters without accents. */
export function isNear(word: string, other: string): boolean {
  if (word.length < SHORTEST || word.length > LONGEST) return false;
  const long = word.length >= LONG;
  if (other.length < word.length - (long ? 2 : 1)) return false;
  // People get the beginning of a short word right, and a word of many letters more is another one.
  if (!long && (other[0] !== word[0] || other.length > word.length + ENDING)) return false;
  return slips(word, other, long) <= (long ? 2 : 1);
}

/**
 * The fewest slips (optimal string alignment) between `word` and a beginning of `other`; with `anywhere`, a part of it.
 */
function slips(word: string, other: string, anywhere: boolean): number {
  const width = other.length + 1;
  let before: number[] = [];
  let row = Array.from({ length: width }, (_, at) => (anywhere ? 0 : at));
  for (let i = 1; i <= word.length; i++) {
    const next = [i];
    for (let j = 1; j < width; j++) {
      const same = word[i - 1] === other[j - 1];
      let least = Math.min(
        (row[j - 1] ?? Infinity) + (same ? 0 : 1),
        (row[j] ?? Infinity) + 1,
        (next[j - 1] ?? Infinity) + 1
      );
      if (i > 1 && j > 1 && word[i - 1] === other[j - 2] && word[i - 2] === other[j - 1])
        least = Math.min(least, (before[j - 2] ?? Infinity) + 1);
      next.push(least);
    }
    before = row;
    row = next;
  }
  return Math.min(...row);
}
