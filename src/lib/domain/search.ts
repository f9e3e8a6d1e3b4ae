/** Searching in what people wrote: every word must occur, and spelling with or without umlauts and accents is the same. */

/** Longest search text, in characters; the rest is cut off. */
export const SEARCH_MAX = 200;
/** Words looked for; what comes after narrows nothing any more. */
const WORDS_MAX = 12;

const withoutAccents = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '');

/** Lower case without accents, once with ä as a and once as ae: "Mueller", "Muller" and "Müller" find each other. */
function spellings(text: string): string[] {
  const lower = text.normalize('NFC').toLowerCase().replaceAll('ß', 'ss');
  const spelled = lower.replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue');
  return spelled === lower ? [withoutAccents(lower)] : [withoutAccents(lower), withoutAccents(spelled)];
}

/** A text as `searchFor` looks through it. Worth keeping: making it takes longer than the looking. */
export function searchable(parts: readonly (string | null)[]): string {
  return spellings(parts.filter((part) => part !== null).join('\n')).join('\n');
}

/** The words of `query`, each in the spellings of a `searchable` text. Control characters part words as blanks do. */
export function searchWords(query: string): string[][] {
  const words = query.slice(0, SEARCH_MAX).split(/[\s\p{Cc}]+/u);
  return words.filter(Boolean).slice(0, WORDS_MAX).map(spellings);
}

/** Says of a `searchable` text whether it has every word of `query`; null where the query asks for nothing. */
export function searchFor(query: string): ((text: string) => boolean) | null {
  const words = searchWords(query);
  if (words.length === 0) return null;
  return (text) => words.every((word) => word.some((spelling) => text.includes(spelling)));
}
