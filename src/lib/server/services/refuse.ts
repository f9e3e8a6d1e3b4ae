import type { RefusalCode } from '$lib/domain/rules';
import type { Refusal } from '$lib/protocol/rooms';
import { refusalText } from '$lib/i18n/refusal';

/** An expected failure as a value. Without `message`, the sentence that belongs to the code. */
export function refuse(
  code: RefusalCode,
  message: string = refusalText(code),
  retryAfterMs?: number
): Refusal {
  return retryAfterMs === undefined
    ? { ok: false, code, message }
    : { ok: false, code, message, retryAfterMs: Math.ceil(retryAfterMs) };
}
