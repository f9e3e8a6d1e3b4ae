import { randomUUID } from 'node:crypto';
import {
  isHttpError,
  json,
  type Handle,
  type HandleServerError,
  type RequestEvent,
  type ServerInit
} from '@sveltejs/kit';
import { building } from '$app/environment';
import { m } from '$lib/i18n/paraglide/messages.js';
import { paraglideMiddleware } from '$lib/i18n/paraglide/server.js';
import { refusalText } from '$lib/i18n/refusal';
import { createApp, type App } from '$lib/server/app';
import { assertOwnPage } from '$lib/server/auth/formPost';
import type { Refusal } from '$lib/protocol/rooms';
import { clearSessionCookie, SESSION_COOKIE, writeSessionCookie } from '$lib/server/auth/sessionCookie';
import { parseConfig } from '$lib/server/config';
import { limitBody } from '$lib/server/bodies';
import { addSecurityHeaders } from '$lib/server/securityHeaders';
import { refuse } from '$lib/server/services/refuse';
import { THEME_COOKIE, themeAttribute, themeOf } from '$lib/ui/theme';

/** Where src/server.ts and the Vite plugin find the app; symbols are shared between copies of modules. */
const APP = Symbol.for('auftakt.app');
const shared = globalThis as { [APP]?: App };

/** Answers about the process itself need no session, and must work while the database is away. */
const WITHOUT_SESSION = new Set<string | null>(['/healthz', '/readyz', '/metrics']);

/** Asked right after a page or a socket of the same person, by a whole hall at once. */
const CHECKED = new Set<string | null>([
  '/api/rooms/[room]',
  '/api/rooms/[room]/commands',
  '/api/rooms/[room]/files',
  '/api/rooms/[room]/files/[file]',
  '/(site)/cards/photo/[file]'
]);

/** Take files, and count their bytes themselves. */
const TAKES_FILES = new Set<string | null>(['/api/rooms/[room]/files', '/api/ags/[id]/files']);

export const init: ServerInit = async () => {
  if (building) return;
  // Hot reload: the old one holds the database's folder.
  await shared[APP]?.close();
  shared[APP] = await createApp(parseConfig(process.env));
};

export const handle: Handle = async ({ event, resolve }) => {
  const app = shared[APP];
  if (!app) throw new Error('the app was not made');
  const begun = performance.now();
  const response = await paraglideMiddleware(event.request, async ({ request, locale }) => {
    event.request = TAKES_FILES.has(event.route.id) ? request : limitBody(request);
    Object.assign(event.locals, { app, person: null, session: null, member: null, space: null });
    event.locals.theme = themeOf(event.cookies.get(THEME_COOKIE)) ?? null;
    event.locals.address = event.getClientAddress();
    try {
      if (!WITHOUT_SESSION.has(event.route.id)) await identify(event, app);
    } catch (error) {
      app.log.error({ err: error, route: event.route.id }, 'the session could not be looked up');
      return unavailable(event);
    }
    const refused = refusedPost(event);
    if (refused) return refused;
    return resolve(event, {
      transformPageChunk: ({ html }) =>
        html.replace('%lang%', locale).replace('%theme%', themeAttribute(event.locals.theme))
    });
  });
  addSecurityHeaders(response.headers, app.config, {
    personal: event.locals.person !== null,
    embedHosts: event.locals.embedHosts
  });
  app.log.info(
    {
      method: event.request.method,
      route: event.route.id,
      status: response.status,
      ms: Math.round(performance.now() - begun)
    },
    'request'
  );
  return response;
};

async function identify(event: RequestEvent, app: App): Promise<void> {
  const { locals, cookies } = event;
  locals.space = await app.services.spaces.current();
  const token = cookies.get(SESSION_COOKIE);
  if (token === undefined) return;
  const valid = await (CHECKED.has(event.route.id)
    ? app.sessions.check(token)
    : app.sessions.validate(token));
  if (!valid) return clearSessionCookie(cookies, app.config);
  if (valid.renewed) writeSessionCookie(cookies, { token, expiresAt: valid.expiresAt }, app.config);
  locals.person = valid.person;
  locals.session = { expiresAt: valid.expiresAt.getTime() };
  // Guests are nobody's members: one query less for each of a thousand phones.
  if (!locals.space || valid.person.email === null) return;
  const role = await app.services.spaces.roleOf(locals.space.id, valid.person.id);
  locals.member = role && { spaceId: locals.space.id, role };
}

/** The answer to a request that changes something and does not come from a page of ours; null when it does. */
function refusedPost(event: RequestEvent): Response | null {
  try {
    assertOwnPage(event);
    return null;
  } catch (reason) {
    if (!isHttpError(reason)) throw reason;
    const refusal: Refusal = { ok: false, code: 'forbidden', message: reason.body.message };
    if (event.route.id?.startsWith('/api/')) return json(refusal, { status: reason.status });
    return new Response(refusal.message, {
      status: reason.status,
      headers: { 'content-type': 'text/plain; charset=utf-8' }
    });
  }
}

function unavailable(event: RequestEvent): Response {
  const refusal = refuse('unavailable');
  if (event.route.id?.startsWith('/api/')) return json(refusal, { status: 503 });
  return new Response(refusal.message, {
    status: 503,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '5' }
  });
}

export const handleError: HandleServerError = ({ error, event, status }) => {
  if (status === 404) return { message: refusalText('not_found') };
  if (status < 500) return { message: refusalText('invalid') };
  const id = randomUUID().slice(0, 8);
  shared[APP]?.log.error({ err: error, errorId: id, route: event.route.id }, 'a request failed');
  return { message: m.error_unexpected({ id }), id };
};
