import { LIMITS } from '$lib/domain/limits';

/** More at once would be a flood that nobody meant, and more than the server takes from one person in one go. */
export const MOST_LINES = 50;

/** What stands before the entries of a list: a dash or point, a number or letter with a point or bracket, a box to tick. */
const BULLET = /^(?:[-–—*•‣▪◦·]|\d{1,3}[.)]|\(?[a-z][.)]|\[[ x]?\])\s+/i;

/**
 * The notes that a pasted list would make: a line each, without the list's own signs; the cells of a table row stay together.
 * Empty when it is no list: fewer than two lines, more than anybody would mean, or a line too long for a note.
 */
export function linesOf(text: string): string[] {
  const lines = text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) =>
      line
        .trim()
        .replace(BULLET, '')
        .replaceAll(/\s*\t\s*/g, ' · ')
        .trim()
    )
    .filter((line) => line !== '');
  if (lines.length < 2 || lines.length > MOST_LINES) return [];
  return lines.every((line) => line.length <= LIMITS.noteBody) ? lines : [];
}
