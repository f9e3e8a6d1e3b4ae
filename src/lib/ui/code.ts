/** A workshop code has this many digits; people see it as two groups of three. */
export const CODE_LENGTH = 6;

/** The digits of what somebody typed, at most a whole code. */
export function digitsOf(text: string): string {
  return text.replace(/\D/g, '').slice(0, CODE_LENGTH);
}

/** As it is read aloud: `472918` is "472 918". Incomplete codes keep their length. */
export function formatCode(digits: string): string {
  return digits.length > 3 ? `${digits.slice(0, 3)} ${digits.slice(3)}` : digits;
}

/** Where the cursor stands in the formatted text after `count` digits. */
export function caretAfter(count: number): number {
  return count > 3 ? count + 1 : count;
}

/**
 * The code in a pasted text, which may be a sentence or the whole link: its last six digits that stand
 * alone, with or without a gap. Otherwise just the digits.
 */
export function codeIn(text: string): string {
  const codes = [...text.matchAll(/(?<!\d)\d{3}[\s\u00a0-]?\d{3}(?!\d)/g)];
  return digitsOf(codes.at(-1)?.[0] ?? text);
}
