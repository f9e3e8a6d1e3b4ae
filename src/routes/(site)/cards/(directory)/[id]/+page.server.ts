import { error, fail, redirect } from '@sveltejs/kit';
import { m } from '$lib/i18n/paraglide/messages.js';
import { publicDoor, requireMember, requirePerson } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  publicDoor(
    'a card is given as the viewer may see it; a hidden card and one that does not exist are the same'
  );
  const { app, space, person } = locals;
  if (!space) redirect(303, '/setup');
  const card = await app.services.cards.get(space, person, params.id);
  if (!card) error(404, m.cards_gone_title());
  return {
    card,
    places: await app.services.cards.placesOn(space, person, [card]),
    knows: person !== null,
    /** My own note, where I keep the card. */
    kept: await app.services.keptCards.noteOn(person, card.id),
    asking: await app.services.contactRequests.mayAsk(space, person, card.id)
  };
};

/** What one does for oneself with somebody's card. */
export const actions: Actions = {
  keep: async (event) => {
    const person = requirePerson(event);
    const { app, space } = event.locals;
    if (!space) error(404);
    const result = await app.services.keptCards.keep(space, person, event.params.id);
    if (!result.ok) return fail(statusOf(result.code), { keeping: result.message });
    return { kept: result.note };
  },
  note: async (event) => {
    const person = requirePerson(event);
    const note = (await event.request.formData()).get('note');
    const result = await event.locals.app.services.keptCards.setNote(person, event.params.id, note);
    if (!result.ok) return fail(statusOf(result.code), { keeping: result.message });
    return { kept: result.note, noted: true };
  },
  forget: async (event) => {
    const person = requirePerson(event);
    await event.locals.app.services.keptCards.forget(person, event.params.id);
    return { kept: null };
  },
  report: async (event) => {
    publicDoor('whoever sees a card may say what is wrong with it, visitors too; how often is limited');
    const { app, space, person } = event.locals;
    if (!space) error(404);
    const form = await event.request.formData();
    const result = await app.services.cardReports.report(
      space,
      person,
      event.params.id,
      { reason: form.get('reason'), note: form.get('note') },
      event.getClientAddress()
    );
    return result.ok ? { reported: true } : fail(statusOf(result.code), { reporting: result.message });
  },
  hide: async (event) => {
    const { person, space } = requireMember(event, 'facilitator');
    const reason = (await event.request.formData()).get('reason');
    const result = await event.locals.app.services.cardReports.hide(space, person, event.params.id, reason);
    if (!result.ok) return fail(statusOf(result.code), { hiding: result.message });
    redirect(303, '/cards/desk');
  },
  review: async (event) => {
    const person = requirePerson(event);
    const { app, space } = event.locals;
    if (!space) error(404);
    const result = await app.services.cardReports.askReview(space, person);
    return result.ok ? { reviewing: true } : fail(statusOf(result.code), { reporting: result.message });
  },
  ask: async (event) => {
    const person = requirePerson(event);
    const { app, space } = event.locals;
    if (!space) error(404);
    const form = await event.request.formData();
    const [message, email] = [form.get('message'), form.get('email')];
    const result = await app.services.contactRequests.ask(space, person, event.params.id, { message, email });
    if (result.ok) return { asking: 'asked' as const };
    return fail(statusOf(result.code), {
      asked: {
        message: result.message,
        field: result.field ?? null,
        text: String(message ?? '').slice(0, 4000),
        email: String(email ?? '').slice(0, 254)
      }
    });
  }
};
