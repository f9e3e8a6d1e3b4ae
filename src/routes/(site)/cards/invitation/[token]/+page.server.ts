import { error, fail, redirect } from '@sveltejs/kit';
import { publicDoor } from '$lib/server/auth/guard';
import { writeSessionCookie } from '$lib/server/auth/sessionCookie';
import { statusOf } from '$lib/server/httpStatus';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  publicDoor('whoever has the link is who was invited; it shows what was prepared for them and nothing else');
  const { app, space, person } = event.locals;
  if (!space) redirect(303, '/setup');
  event.setHeaders({ 'cache-control': 'private, no-store' });
  return {
    invitation: await app.services.cardInvitations.page(event.params.token),
    knows: person !== null
  };
};

export const actions: Actions = {
  /** Programs that look at links in mails press no button. */
  accept: async (event) => {
    publicDoor('the link is the key; it makes its holder a member of the space and nothing more');
    const { app, space, person } = event.locals;
    if (!space) error(404);
    const name = (await event.request.formData()).get('name');
    const result = await app.services.cardInvitations.accept(space, event.params.token, person, name);
    if (!result.ok) return fail(statusOf(result.code), { message: result.message, gone: false });
    if (result.session) writeSessionCookie(event.cookies, result.session, app.config);
    redirect(303, '/cards/mine');
  },
  decline: async (event) => {
    publicDoor('whoever has the link may say no: what was prepared for them goes');
    await event.locals.app.services.cardInvitations.decline(event.params.token);
    return { message: null, gone: true };
  }
};
