import { m } from '$lib/i18n/paraglide/messages.js';
import type { Refusal } from '$lib/protocol/rooms';
import { refuse } from '$lib/server/services/refuse';

/** No message of the wire is near this size. */
const MAX_BYTES = 64 * 1024;

/** The JSON body of a request of at most 64 kB, or a refusal that says what is wrong with it. */
export async function readJson(request: Request): Promise<{ ok: true; value: unknown } | Refusal> {
  const type = request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/json') return refuse('invalid', m.error_content_type());
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BYTES) return tooLarge();
  try {
    const text = await request.text();
    if (Buffer.byteLength(text) > MAX_BYTES) return tooLarge();
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch (reason) {
    // Of a body that did not say its length, this is found while reading (bodies.ts).
    if (reason instanceof Error && 'status' in reason && reason.status === 413) return tooLarge();
    return refuse('invalid', m.error_json());
  }
}

const tooLarge = (): Refusal => refuse('too_long', m.error_body_too_large());
