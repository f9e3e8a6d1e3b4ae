import { error, fail } from '@sveltejs/kit';
import { publicDoor } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  publicDoor(
    'whoever has the link from the mail is who was asked; it shows this one request and nothing else'
  );
  event.setHeaders({ 'cache-control': 'private, no-store' });
  return { request: await event.locals.app.services.contactRequests.byToken(event.params.token) };
};

export const actions: Actions = {
  decide: async (event) => {
    publicDoor('the link from the mail decides this one request, once');
    const { app, space } = event.locals;
    if (!space) error(404);
    const form = await event.request.formData();
    const result = await app.services.contactRequests.decideByToken(space, event.params.token, {
      accept: form.has('accept'),
      answer: form.get('answer'),
      email: form.get('email')
    });
    return result.ok ? { message: null } : fail(statusOf(result.code), { message: result.message });
  }
};
