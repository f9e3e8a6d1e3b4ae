import { fail, redirect } from '@sveltejs/kit';
import { m } from '$lib/i18n/paraglide/messages.js';
import { requireMember } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { person, space } = requireMember(event, 'owner');
  event.setHeaders({ 'cache-control': 'private, no-store' });
  const words = (event.url.searchParams.get('q') ?? '').trim().slice(0, 200);
  const found = await event.locals.app.services.erasure.find(space.id, words);
  return {
    words,
    found: found.filter(({ id }) => id !== person.id),
    erased: event.url.searchParams.has('erased')
  };
};

export const actions: Actions = {
  default: async (event) => {
    const { person } = requireMember(event, 'owner');
    const form = await event.request.formData();
    const id = String(form.get('person') ?? '');
    if (!form.has('sure')) return fail(400, { id, message: m.mydata_erase_unsure() });
    const erased = await event.locals.app.services.erasure.byOwner(person, id);
    if (!erased.ok) return fail(statusOf(erased.code), { id, message: erased.message });
    redirect(303, '/account/people?erased');
  }
};
