import { error, isHttpError, type RequestEvent } from '@sveltejs/kit';
import { refusalText } from '$lib/i18n/refusal';
import { m } from '$lib/i18n/paraglide/messages.js';
import { assertSameOrigin } from './sameOrigin';

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
const FORM = /^(application\/x-www-form-urlencoded|multipart\/form-data)\s*(;|$)/i;

/** Mail servers unsubscribe with a form that no page sent (RFC 8058); the secret in its address is the whole permission. */
const ONE_CLICK: ReadonlySet<string | null> = new Set(['/(site)/ags/off/[token]']);

/**
 * Every request that may change something comes from a page of ours: this stands in for Kit's check, which looks at the
 * origin of requests with a form's content type only. A foreign page can send others too (a Blob without a type has none
 * at all).
 */
export function assertOwnPage(event: Pick<RequestEvent, 'request' | 'locals' | 'route'>): void {
  const { request, route } = event;
  if (SAFE.has(request.method)) return;
  assertSameOrigin(event);
  if (route.id?.startsWith('/api/')) return;
  // A browser says where a form comes from.
  if (!request.headers.has('origin') && !ONE_CLICK.has(route.id)) error(403, m.error_origin());
  if (!FORM.test(request.headers.get('content-type') ?? '')) error(415, refusalText('invalid'));
  const read = request.formData.bind(request);
  // A broken form is the sender's fault, not a failure of ours.
  request.formData = () =>
    read().catch((reason: unknown) => {
      if (isHttpError(reason) || statusIn(reason) === 413) error(413, m.error_body_too_large());
      error(400, refusalText('invalid'));
    });
}

function statusIn(reason: unknown): unknown {
  return reason instanceof Error && 'status' in reason ? reason.status : undefined;
}
