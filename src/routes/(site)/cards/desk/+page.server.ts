import { error, fail } from '@sveltejs/kit';
import { requireMember } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { person, space } = requireMember(event, 'facilitator');
  const desk = await event.locals.app.services.cardReports.desk(space, person);
  if (!desk.ok) error(statusOf(desk.code), desk.message);
  return { reported: desk.reported, hidden: desk.hidden };
};

/** Of the form's `card`. */
export const actions: Actions = {
  hide: async (event) => {
    const { person, space } = requireMember(event, 'facilitator');
    const form = await event.request.formData();
    const [cardId, reason] = [String(form.get('card')), form.get('reason')];
    const result = await event.locals.app.services.cardReports.hide(space, person, cardId, reason);
    return result.ok
      ? { done: 'hide' as const }
      : fail(statusOf(result.code), { cardId, message: result.message });
  },
  show: async (event) => {
    const { person, space } = requireMember(event, 'facilitator');
    const cardId = String((await event.request.formData()).get('card'));
    const result = await event.locals.app.services.cardReports.show(space, person, cardId);
    return result.ok
      ? { done: 'show' as const }
      : fail(statusOf(result.code), { cardId, message: result.message });
  },
  settle: async (event) => {
    const { person, space } = requireMember(event, 'facilitator');
    const cardId = String((await event.request.formData()).get('card'));
    const result = await event.locals.app.services.cardReports.settle(space, person, cardId);
    return result.ok
      ? { done: 'settle' as const }
      : fail(statusOf(result.code), { cardId, message: result.message });
  }
};
