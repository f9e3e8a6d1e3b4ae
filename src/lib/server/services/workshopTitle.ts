import * as v from 'valibot';
import { LIMITS } from '$lib/domain/limits';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { Refusal } from '$lib/protocol/rooms';
import { nameUpTo } from '$lib/protocol/text';
import { refuse } from './refuse';

/** A title as somebody typed it, trimmed. Refusals: `empty`, `too_long`. */
export function workshopTitle(typed: string): { ok: true; title: string } | Refusal {
  const parsed = v.safeParse(nameUpTo(LIMITS.workshopTitle), typed);
  if (parsed.success) return { ok: true, title: parsed.output };
  return parsed.issues[0].message === 'too_long'
    ? refuse('too_long')
    : refuse('empty', m.error_title_empty());
}
