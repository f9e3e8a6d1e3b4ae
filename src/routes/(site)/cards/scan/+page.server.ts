import { error, fail } from '@sveltejs/kit';
import { requirePerson } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
  requirePerson(event);
  event.setHeaders({ 'cache-control': 'private, no-store' });
};

export const actions: Actions = {
  /** `code`: what the camera read, or what somebody typed off a badge. */
  keep: async (event) => {
    const person = requirePerson(event);
    const { app, space } = event.locals;
    if (!space) error(404);
    const code = String((await event.request.formData()).get('code') ?? '').slice(0, 4000);
    const result = await app.services.badges.keepScanned(space, person, code, event.getClientAddress());
    if (!result.ok) {
      return fail(statusOf(result.code), { message: result.message, code: code.slice(0, 100) });
    }
    return { kept: { cardId: result.cardId, name: result.name, note: result.note } };
  },
  /** `card`, `note`: what one wants to remember of the person just met. */
  note: async (event) => {
    const person = requirePerson(event);
    const form = await event.request.formData();
    const cardId = String(form.get('card'));
    const result = await event.locals.app.services.keptCards.setNote(person, cardId, form.get('note'));
    if (!result.ok) return fail(statusOf(result.code), { message: result.message, code: '' });
    return { noted: true };
  }
};
