import { error, fail } from '@sveltejs/kit';
import { requireFacilitator } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import { agendaInput, withItem } from './agendaForm';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { person, workshop } = await requireFacilitator(event, event.params.id);
  const { files, rooms, workshops } = event.locals.app.services;
  const [snapshot, agenda] = await Promise.all([
    rooms.open(workshop.roomId, person),
    workshops.agenda(workshop.id)
  ]);
  if (!snapshot.ok) error(statusOf(snapshot.code), snapshot.message);
  /** Of the largest file that may be attached; 0: none. */
  const uploadBytes = files.most;
  return { workshop, snapshot, agenda, uploadBytes };
};

export const actions: Actions = {
  agendaSave: async (event) => {
    const { person, workshop } = await requireFacilitator(event, event.params.id);
    const { workshops } = event.locals.app.services;
    const items = withItem(await workshops.agenda(workshop.id), agendaInput(await event.request.formData()));
    const saved = await workshops.saveAgenda(person, workshop.id, items);
    return saved.ok ? { saved: true } : fail(statusOf(saved.code), { message: saved.message });
  },

  agendaRemove: async (event) => {
    const { person, workshop } = await requireFacilitator(event, event.params.id);
    const { workshops } = event.locals.app.services;
    const id = (await event.request.formData()).get('id');
    const items = (await workshops.agenda(workshop.id)).filter((item) => item.id !== id);
    const saved = await workshops.saveAgenda(person, workshop.id, items);
    return saved.ok ? { saved: true } : fail(statusOf(saved.code), { message: saved.message });
  },

  setOpen: async (event) => {
    const { person, workshop } = await requireFacilitator(event, event.params.id);
    const open = (await event.request.formData()).get('open') === 'true';
    const set = await event.locals.app.services.workshops.setOpen(person, workshop.id, open);
    return set.ok ? { saved: true } : fail(statusOf(set.code), { message: set.message });
  }
};
