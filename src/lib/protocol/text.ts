import * as v from 'valibot';

/**
 * Characters that steer terminals, hide or reorder text: Unicode's control category but tab and line feed, the
 * controls that turn the direction of what follows (a name could rewrite its neighbours), noncharacters, and halves
 * of surrogate pairs, which no UTF-8 can carry and PostgreSQL's JSON refuses.
 */
const CONTROL =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\p{Surrogate}]/gu;
/** Anything to see: not only spaces, marks and format characters such as the zero-width space. */
const VISIBLE = /[^\s\p{Cf}\p{M}\u115f\u1160\u2800\u3164\uffa0]/u;

/** Line ends made equal, control characters taken out, trimmed, composed (NFC). */
export function cleanText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(CONTROL, '').normalize('NFC').trim();
}

/** Text of at most `max` UTF-16 code units after cleaning; may be empty. */
export const textUpTo = (max: number) =>
  v.pipe(v.string(), v.maxLength(max * 4, 'too_long'), v.transform(cleanText), v.maxLength(max, 'too_long'));

/** Like `textUpTo`, with something to see in it. */
export const wordsUpTo = (max: number) =>
  v.pipe(
    textUpTo(max),
    v.check((text) => VISIBLE.test(text), 'empty')
  );

/** Like `textUpTo`; where there is nothing to see in it, it is empty. */
export const wordsOrNoneUpTo = (max: number) =>
  v.pipe(
    textUpTo(max),
    v.transform((text) => (VISIBLE.test(text) ? text : ''))
  );

/** Like `textUpTo`, on one line. */
export const lineUpTo = (max: number) =>
  v.pipe(
    textUpTo(max),
    v.transform((text) => text.replace(/\s+/g, ' '))
  );

/** A line with at least one letter, digit or symbol in it: not only spaces or invisible characters. */
export const nameUpTo = (max: number) =>
  v.pipe(
    lineUpTo(max),
    v.check((text) => /[\p{L}\p{N}\p{S}\p{Extended_Pictographic}]/u.test(text), 'empty')
  );

export const uuid = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, 'invalid')
);
/** Fractional rank: see domain/rank.ts. */
export const rank = v.pipe(v.string(), v.regex(/^[0-9A-Za-z]{1,128}$/, 'invalid'));
/** The secret part of a board's public link: random bits in URL-safe letters. */
export const publicKey = v.pipe(v.string(), v.regex(/^[\w-]{20,64}$/, 'invalid'));
