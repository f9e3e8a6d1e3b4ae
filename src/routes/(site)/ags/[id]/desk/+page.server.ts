import { fail } from '@sveltejs/kit';
import { requireMember } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import type { Actions } from './$types';

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
