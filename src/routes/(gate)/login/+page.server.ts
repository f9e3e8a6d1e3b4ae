import { fail, redirect } from '@sveltejs/kit';
import { writeGuestCardCookie } from '$lib/server/auth/guestCard';
import { publicDoor } from '$lib/server/auth/guard';
import { writeSessionCookie } from '$lib/server/auth/sessionCookie';
import { statusOf } from '$lib/server/httpStatus';
import { localPath } from '$lib/server/localPath';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
  publicDoor('whoever signs in is not signed in yet');
  const to = localPath(url.searchParams.get('to'), '/workshops');
  if (locals.member) redirect(303, to);
  return {
    asked: url.searchParams.has('to'),
    /** Came here from a link that does not open anything. */
    badLink: url.searchParams.has('link')
  };
};

export const actions: Actions = {
  default: async ({ request, locals, cookies, url }) => {
    publicDoor('whoever signs in is not signed in yet; attempts are limited by the service');
    const form = await request.formData();
    const email = String(form.get('email') ?? '').slice(0, 254);
    const result = await locals.app.services.accounts.login({
      email,
      password: String(form.get('password') ?? ''),
      address: locals.address
    });
    if (!result.ok) return fail(statusOf(result.code), { email, message: result.message });
    const { app, space, person } = locals;
    const guestCard = space && person && (await app.services.cards.offerClaim(space, person, result.person));
    if (guestCard) writeGuestCardCookie(cookies, guestCard, app.config);
    writeSessionCookie(cookies, result.session, app.config);
    if (guestCard && !url.searchParams.has('to')) redirect(303, '/cards/mine');
    redirect(303, localPath(url.searchParams.get('to'), '/workshops'));
  }
};
