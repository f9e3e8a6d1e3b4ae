import { fail, redirect } from '@sveltejs/kit';
import { requireFacilitator, requireMember } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireMember(event, 'facilitator');
  const { workshop } = await requireFacilitator(event, event.params.id);
  const notes = await event.locals.app.services.rooms.read(workshop.roomId, (view) => {
    let count = 0;
    for (const note of view.all('note')) if (note.removedAt === null && note.status === 'shown') count += 1;
    return count;
  });
  return { title: workshop.title, notes: notes ?? 0 };
};

export const actions: Actions = {
  default: async (event) => {
    const { person, workshop } = await requireFacilitator(event, event.params.id);
    const form = await event.request.formData();
    const wanted = { title: String(form.get('title') ?? ''), notes: form.has('notes') };
    const becomes = form.get('becomes') === 'template' ? 'template' : 'workshop';
    if (becomes === 'template') {
      const kept = await event.locals.app.services.templates.keep(person, workshop.id, wanted);
      if (!kept.ok) return fail(statusOf(kept.code), { ...wanted, becomes, message: kept.message });
      redirect(303, '/workshops/templates');
    }
    const copied = await event.locals.app.services.workshops.copy(person, workshop.id, wanted);
    if (!copied.ok) return fail(statusOf(copied.code), { ...wanted, becomes, message: copied.message });
    redirect(303, `/w/${copied.workshop.id}/manage`);
  }
};
