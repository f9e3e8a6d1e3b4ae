import { fail, redirect } from '@sveltejs/kit';
import { m } from '$lib/i18n/paraglide/messages.js';
import { requirePerson } from '$lib/server/auth/guard';
import { clearSessionCookie } from '$lib/server/auth/sessionCookie';
import { statusOf } from '$lib/server/httpStatus';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const person = requirePerson(event);
  event.setHeaders({ 'cache-control': 'private, no-store' });
  return { sections: await event.locals.app.services.ownData.page(person.id) };
};

export const actions: Actions = {
  erase: async (event) => {
    const person = requirePerson(event);
    const { app } = event.locals;
    const form = await event.request.formData();
    if (!form.has('sure')) return fail(400, { message: m.mydata_erase_unsure() });
    const erased = await app.services.erasure.bySelf(person.id);
    if (!erased.ok) return fail(statusOf(erased.code), { message: erased.message });
    clearSessionCookie(event.cookies, app.config);
    redirect(303, '/account/gone');
  }
};
