import { error, fail } from '@sveltejs/kit';
import { requireMember } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { person } = requireMember(event, 'facilitator');
  const desk = await event.locals.app.services.workingGroups.desk(person, event.params.id);
  if (!desk.ok) error(statusOf(desk.code), desk.message);
  // Addresses: nothing on the way may keep this page, nor the browser after signing out.
  event.setHeaders({ 'cache-control': 'private, no-store' });
  const { group, workshop, signups } = desk;
  return { group, workshop, signups };
};

export const actions: Actions = {
  edit: async (event) => {
    const { person } = requireMember(event, 'facilitator');
    const form = await event.request.formData();
    const title = form.get('title');
    const purpose = form.get('purpose');
    const result = await event.locals.app.services.workingGroups.edit(person, event.params.id, {
      title,
      purpose
    });
    if (!result.ok) {
      return fail(statusOf(result.code), {
        message: result.message,
        field: result.field,
        title: String(title ?? '').slice(0, 1000),
        purpose: String(purpose ?? '').slice(0, 5000)
      });
    }
    return { saved: true as const };
  }
};
