import { redirect } from '@sveltejs/kit';
import { publicDoor } from '$lib/server/auth/guard';
import { clearSessionCookie, SESSION_COOKIE } from '$lib/server/auth/sessionCookie';
import type { RequestHandler } from './$types';

/** A form posts here (Kit checks its origin). Sockets of the session are cut with it. */
export const POST: RequestHandler = async ({ locals, cookies }) => {
  publicDoor('ends the own session, if there is one');
  const token = cookies.get(SESSION_COOKIE);
  if (token !== undefined) await locals.app.services.accounts.logout(token);
  clearSessionCookie(cookies, locals.app.config);
  redirect(303, '/');
};
