import { error, fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { m } from '$lib/i18n/paraglide/messages.js';
import { draftOf } from '$lib/domain/cards/draft';
import { uuid } from '$lib/protocol/text';
import { publicDoor, requirePerson } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import { readCardForm, sentences } from './cardForm';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  publicDoor('visitors learn how to get a card; everything else on the page is the own card of the session');
  const { app, space, person } = locals;
  if (!space) redirect(303, '/setup');
  const from = url.searchParams.get('from');
  const common = { from: v.is(uuid, from) ? from : null, removing: url.searchParams.has('remove') };
  if (!person || !(await app.services.cards.mayHave(space, person))) return { ...common, own: null };
  const card = await app.services.cards.mine(space, person);
  const prepared = card ? null : await app.services.cardInvitations.preparedFor(space, person);
  return {
    ...common,
    own: {
      id: card?.id ?? null,
      draft: draftOf(card, { ...person, prepared }, space.fields),
      regions: space.regions,
      fields: space.fields
    }
  };
};

export const actions: Actions = {
  save: async (event) => {
    const person = requirePerson(event);
    const { app, space } = event.locals;
    if (!space) error(404);
    const { input, draft } = readCardForm(await event.request.formData());
    const result = await app.services.cards.save(space, person, input);
    // What somebody prepared for them has become their card.
    if (result.ok) await app.services.cardInvitations.done(space, person);
    if (result.ok) return { saved: result.cardId, audience: result.audience };
    const errors = sentences(result.errors);
    const message = Object.keys(errors).length > 0 ? m.cards_error_summary() : result.message;
    return fail(statusOf(result.code), { message, errors, draft });
  },
  remove: async (event) => {
    const person = requirePerson(event);
    const { app, space } = event.locals;
    if (!space) error(404);
    const result = await app.services.cards.remove(space, person);
    return result.ok ? { removed: true } : fail(statusOf(result.code), { message: result.message });
  }
};
