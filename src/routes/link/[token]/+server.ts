import { redirect } from '@sveltejs/kit';
import { publicDoor } from '$lib/server/auth/guard';
import { localPath } from '$lib/server/localPath';
import { SESSION_COOKIE, writeSessionCookie } from '$lib/server/auth/sessionCookie';
import type { RequestHandler } from './$types';

/** Exchanges a link for a session; the token leaves the address bar at once. */
export const GET: RequestHandler = async ({ params, locals, cookies, url }) => {
  publicDoor('the token is the key');
  const { app } = locals;
  const redeemed = await app.services.accounts.redeemLink(params.token);
  // A page with a way on: who followed an old link often has an account.
  if (!redeemed.ok) redirect(303, `/login?link=${redeemed.code}`);
  const before = cookies.get(SESSION_COOKIE);
  if (before !== undefined) await app.services.accounts.logout(before);
  writeSessionCookie(cookies, redeemed.session, app.config);
  redirect(303, localPath(url.searchParams.get('to'), redeemed.target));
};

/** Link previews ask with HEAD: that must not open a session. */
export const HEAD: RequestHandler = () => {
  publicDoor('does nothing');
  return new Response(null, { status: 204 });
};
