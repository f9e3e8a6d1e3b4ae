import { error, fail } from '@sveltejs/kit';
import { requirePerson } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const person = requirePerson(event);
  const { app, space } = event.locals;
  if (!space) error(404);
  event.setHeaders({ 'cache-control': 'private, no-store' });
  return app.services.contactRequests.lists(space, person);
};

export const actions: Actions = {
  /** `request`: which; `accept`: with `answer` and `email`, else it is declined. */
  decide: async (event) => {
    const person = requirePerson(event);
    const { app, space } = event.locals;
    if (!space) error(404);
    const form = await event.request.formData();
    const id = String(form.get('request'));
    const result = await app.services.contactRequests.decide(space, person, id, {
      accept: form.has('accept'),
      answer: form.get('answer'),
      email: form.get('email')
    });
    return result.ok ? { id } : fail(statusOf(result.code), { id, message: result.message });
  },
  off: async (event) => {
    const person = requirePerson(event);
    const off = (await event.request.formData()).has('off');
    await event.locals.app.services.contactRequests.setOff(person, off);
    return { id: '' };
  }
};
