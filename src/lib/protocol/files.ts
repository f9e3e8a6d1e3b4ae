import * as v from 'valibot';
import { LIMITS } from '../domain/limits.ts';
import type { FileAttachment } from '../domain/records.ts';
import type { Refusal } from './rooms.ts';
import { nameUpTo } from './text.ts';

/** What was uploaded, as it can hang on a note. */
export type UploadAnswer = { ok: true; attachment: FileAttachment } | Refusal;

const plainName = nameUpTo(LIMITS.fileName);

/**
 * A file's name as it is shown and given out again, with the ending that its content deserves: without folders, control
 * characters, and those that turn the direction of what follows. '' where nothing is left of it.
 */
export function fileNameFor(name: string, { ext }: { ext: string }): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  const stem = last.replace(/\.[^.]{1,10}$/, '').replace(/[<>:"|?*]/g, '_');
  const rest = `.${ext}`;
  const parsed = v.safeParse(plainName, stem.slice(0, LIMITS.fileName - rest.length));
  return parsed.success ? `${parsed.output}${rest}` : '';
}
