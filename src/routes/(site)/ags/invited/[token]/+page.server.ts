import { fail, redirect } from '@sveltejs/kit';
import { publicDoor, requirePerson } from '$lib/server/auth/guard';
import { writeSessionCookie } from '$lib/server/auth/sessionCookie';
import { statusOf } from '$lib/server/httpStatus';
import type { Actions, PageServerLoad } from './$types';

const KEY = 'the link is the key to this one invitation; whoever holds it was given it';

/** Looking changes nothing: mail programs and scanners follow links too. */
export const load: PageServerLoad = async (event) => {
  publicDoor(KEY);
  event.setHeaders({ 'cache-control': 'private, no-store' });
  const { app, person } = event.locals;
  return {
    invitation: await app.services.coordination.page(event.params.token),
    /** The account that would take it; null: there is none on this device. */
    account: person && person.email !== null ? { name: person.name } : null,
    suggested: person?.name ?? '',
    minPassword: app.services.accounts.MIN_PASSWORD
  };
};

export const actions: Actions = {
  accept: async (event) => {
    const person = requirePerson(event);
    const result = await event.locals.app.services.coordination.accept(person, event.params.token);
    if (!result.ok) return fail(statusOf(result.code), { message: result.message });
    redirect(303, `/ags/${result.groupId}/desk`);
  },
  register: async (event) => {
    publicDoor(KEY);
    const { app } = event.locals;
    const form = await event.request.formData();
    const typed = {
      name: String(form.get('name') ?? '').slice(0, 300),
      email: String(form.get('email') ?? '').slice(0, 300)
    };
    const password = String(form.get('password') ?? '');
    const { coordination } = app.services;
    const result = await coordination.register({ ...typed, password }, event.params.token);
    if (!result.ok) return fail(statusOf(result.code), { ...typed, message: result.message });
    writeSessionCookie(event.cookies, result.session, app.config);
    redirect(303, `/ags/${result.groupId}/desk`);
  }
};
