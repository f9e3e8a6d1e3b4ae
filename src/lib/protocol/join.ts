import * as v from 'valibot';
import { LIMITS } from '../domain/limits.ts';
import { lineUpTo, nameUpTo, uuid } from './text.ts';

/** The six digits as people type them: with spaces, dashes or dots between. */
export const joinCode = v.pipe(
  v.string(),
  v.maxLength(40),
  v.transform((text) => text.replace(/[\s.\-–]/g, '')),
  v.regex(/^[0-9]{6}$/, 'invalid')
);

/** POST /api/join */
export const joinSchema = v.object({
  code: joinCode,
  name: nameUpTo(LIMITS.name),
  organisation: v.optional(lineUpTo(LIMITS.organisation), ''),
  groupId: v.optional(v.nullable(uuid)),
  /** Of a board that asks for one. */
  password: v.optional(v.pipe(v.string(), v.maxLength(1000, 'too_long')))
});
export type Join = v.InferOutput<typeof joinSchema>;
