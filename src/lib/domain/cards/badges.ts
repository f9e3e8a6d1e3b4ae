/** Name badges: the code on them, and how they lie on sheets of paper. */

/** Nothing that is taken for something else when it is read off a badge: no 0, 1, I, L, O, U. */
export const BADGE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Some 39 bits; wrong ones are counted (server/services/badges.ts). */
export const BADGE_CODE_LENGTH = 8;
const CODE = new RegExp(`^[${BADGE_ALPHABET}]{${BADGE_CODE_LENGTH}}$`);

/** The code in what somebody typed, with or without gaps, in small letters or capitals; null: there is none. */
export function badgeCodeIn(text: string): string | null {
  const code = text.toUpperCase().replace(/[^A-Z0-9]/g, '');
  return CODE.test(code) ? code : null;
}

/** As it is printed: two groups of four. */
export function spokenBadgeCode(code: string): string {
  return `${code.slice(0, 4)} ${code.slice(4)}`;
}

/** Badges of 90 × 54 mm on A4: two beside each other, five below. */
export const BADGES_PER_SHEET = 10;

/**
 * Badges on sheets, `null` where a place stays empty.
 *
 * @param first place of the first badge on the first sheet, from 1: the places before it were used up
 */
export function sheetsOf<B>(badges: readonly B[], first = 1): (B | null)[][] {
  const empty = Math.min(Math.max(Math.trunc(first) || 1, 1), BADGES_PER_SHEET) - 1;
  const places: (B | null)[] = [
    ...Array.from({ length: badges.length > 0 ? empty : 0 }, () => null),
    ...badges
  ];
  const sheets: (B | null)[][] = [];
  for (let from = 0; from < places.length; from += BADGES_PER_SHEET) {
    sheets.push(places.slice(from, from + BADGES_PER_SHEET));
  }
  return sheets;
}
