import { error, fail, redirect } from '@sveltejs/kit';
import { requirePerson } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import { localPath } from '$lib/server/localPath';
import type { Actions, PageServerLoad } from './$types';

const OWN = '/ags/contact';

export const load: PageServerLoad = async (event) => {
  const person = requirePerson(event);
  const { space, app } = event.locals;
  if (!space) error(404);
  event.setHeaders({ 'cache-control': 'private, no-store' });
  return {
    contact: await app.services.workingGroups.contactOf(person, space.id),
    state: await app.services.contactAddress.stateOf(person, space.id),
    changing: event.url.searchParams.has('change'),
    next: localPath(event.url.searchParams.get('next'), OWN)
  };
};

export const actions: Actions = {
  save: async (event) => {
    const person = requirePerson(event);
    const { space, app } = event.locals;
    if (!space) error(404);
    const form = await event.request.formData();
    const email = form.get('email');
    const result = await app.services.contactAddress.save(person, space.id, {
      email,
      consent: form.has('consent')
    });
    if (!result.ok) {
      return fail(statusOf(result.code), {
        message: result.message,
        field: result.field,
        email: String(email ?? '').slice(0, 254)
      });
    }
    redirect(303, localPath(String(form.get('next') ?? ''), OWN));
  },
  again: async (event) => {
    const person = requirePerson(event);
    const { space, app } = event.locals;
    if (!space) error(404);
    const result = await app.services.contactAddress.ask(person, space.id);
    if (!result.ok) return fail(statusOf(result.code), { again: result.message });
    redirect(303, OWN);
  },
  withdraw: async (event) => {
    const person = requirePerson(event);
    const { space, app } = event.locals;
    if (!space) error(404);
    const next = (await event.request.formData()).get('next');
    await app.services.workingGroups.withdrawContact(person, space.id);
    redirect(303, localPath(String(next ?? ''), OWN));
  }
};
