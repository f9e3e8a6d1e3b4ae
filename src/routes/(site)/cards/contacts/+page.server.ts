import { error, fail } from '@sveltejs/kit';
import { requirePerson } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const person = requirePerson(event);
  const { app, space } = event.locals;
  if (!space) error(404);
  event.setHeaders({ 'cache-control': 'private, no-store' });
  return { contacts: await app.services.keptCards.list(space, person) };
};

/** Of the form's `card`. */
export const actions: Actions = {
  note: async (event) => {
    const person = requirePerson(event);
    const form = await event.request.formData();
    const [cardId, note] = [String(form.get('card')), form.get('note')];
    const result = await event.locals.app.services.keptCards.setNote(person, cardId, note);
    if (!result.ok) return fail(statusOf(result.code), { cardId, message: result.message });
    return { cardId, note: result.note };
  },
  keep: async (event) => {
    const person = requirePerson(event);
    const { app, space } = event.locals;
    if (!space) error(404);
    const form = await event.request.formData();
    const [cardId, note] = [String(form.get('card')), form.get('note')];
    const result = await app.services.keptCards.keep(space, person, cardId);
    if (!result.ok) return fail(statusOf(result.code), { cardId, message: result.message });
    // What is taken back comes with the note it had.
    if (note) await app.services.keptCards.setNote(person, cardId, note);
    return { cardId };
  },
  forget: async (event) => {
    const person = requirePerson(event);
    const form = await event.request.formData();
    const cardId = String(form.get('card'));
    await event.locals.app.services.keptCards.forget(person, cardId);
    return { cardId };
  }
};
