import { redirect } from '@sveltejs/kit';
import { publicDoor } from '$lib/server/auth/guard';
import { clearSessionCookie, SESSION_COOKIE } from '$lib/server/auth/sessionCookie';
import { localPath } from '$lib/server/localPath';
import type { RequestHandler } from './$types';

/** A form posts here (Kit checks its origin), with `to` for where to go then. Sockets of the session are cut with it. */
export const POST: RequestHandler = async ({ locals, cookies, request }) => {
  publicDoor('ends the own session, if there is one');
  const token = cookies.get(SESSION_COOKIE);
  if (token !== undefined) await locals.app.services.accounts.logout(token);
  clearSessionCookie(cookies, locals.app.config);
  // Without a form nothing is wished.
  const to = (await request.formData().catch(() => null))?.get('to');
  redirect(303, localPath(typeof to === 'string' ? to : null));
};
