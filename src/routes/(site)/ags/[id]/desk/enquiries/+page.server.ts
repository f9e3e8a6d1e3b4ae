import { error, redirect } from '@sveltejs/kit';
import { requirePerson } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const person = requirePerson(event);
  const found = await event.locals.app.services.enquiries.list(person, event.params.id);
  if (!found.ok) error(statusOf(found.code), found.message);
  return { enquiries: found.enquiries };
};

export const actions: Actions = {
  remove: async (event) => {
    const person = requirePerson(event);
    const enquiry = (await event.request.formData()).get('enquiry');
    const result = await event.locals.app.services.enquiries.remove(person, event.params.id, enquiry);
    if (!result.ok) error(statusOf(result.code), result.message);
    redirect(303, `/ags/${event.params.id}/desk/enquiries`);
  }
};
