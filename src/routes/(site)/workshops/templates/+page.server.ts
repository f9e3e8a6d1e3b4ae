import { fail } from '@sveltejs/kit';
import { requireMember } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { person, space } = requireMember(event, 'facilitator');
  return { templates: await event.locals.app.services.templates.list(person, space.id) };
};

export const actions: Actions = {
  rename: async (event) => {
    const { person } = requireMember(event, 'facilitator');
    const form = await event.request.formData();
    const [id, title] = [String(form.get('id') ?? ''), String(form.get('title') ?? '')];
    const renamed = await event.locals.app.services.templates.rename(person, id, title);
    return renamed.ok
      ? { done: true }
      : fail(statusOf(renamed.code), { id, title, message: renamed.message });
  },

  remove: async (event) => {
    const { person } = requireMember(event, 'facilitator');
    const id = String((await event.request.formData()).get('id') ?? '');
    const removed = await event.locals.app.services.templates.remove(person, id);
    return removed.ok ? { done: true } : fail(statusOf(removed.code), { id, message: removed.message });
  }
};
