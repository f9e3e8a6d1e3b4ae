import * as v from 'valibot';

/** Characters that steer terminals or hide text: everything in Unicode's control category but tab and line feed. */
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff]/gu;

/** Line ends made equal, control characters taken out, trimmed, composed (NFC). */
export function cleanText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(CONTROL, '').normalize('NFC').trim();
}

/** Text of at most `max` UTF-16 code units after cleaning; may be empty. */
export const textUpTo = (max: number) =>
  v.pipe(v.string(), v.maxLength(max * 4, 'too_long'), v.transform(cleanText), v.maxLength(max, 'too_long'));

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
