import { error, type RequestEvent } from '@sveltejs/kit';
import { m } from '$lib/i18n/paraglide/messages.js';
import { allowsOrigin, type Config } from '$lib/server/config';

/**
 * Refuses a request that changes something and may come from another site. Kit checks forms; this is for JSON. A
 * browser always sends `Origin` with a POST and cannot send `application/json` across sites without asking first; a
 * request without `Origin` is no browser's, so it carries nobody's cookie but its own.
 */
export function assertSameOrigin(event: Pick<RequestEvent, 'request' | 'locals'>): void {
  const { headers } = event.request;
  if (!sameOrigin(event.locals.app.config, headerReader(headers))) error(403, m.error_origin());
}

/** @param header reads a request header by its lower-case name */
export function sameOrigin(config: Config, header: (name: string) => string | undefined): boolean {
  const site = header('sec-fetch-site');
  if (site === 'cross-site' || site === 'same-site') return false;
  const origin = header('origin');
  return origin === undefined || allowsOrigin(config, origin, header('host'));
}

const headerReader = (headers: Headers) => (name: string) => headers.get(name) ?? undefined;
