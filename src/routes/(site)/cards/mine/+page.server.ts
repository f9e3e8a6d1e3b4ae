import { error, fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { m } from '$lib/i18n/paraglide/messages.js';
import { draftOf } from '$lib/domain/cards/draft';
import { consentText } from '$lib/i18n/cardConsent';
import { refusalText } from '$lib/i18n/refusal';
import type { Refusal } from '$lib/protocol/rooms';
import { uuid } from '$lib/protocol/text';
import { GUEST_CARD_COOKIE } from '$lib/server/auth/guestCard';
import { publicDoor, requirePerson } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import { readCardForm, sentences } from './cardForm';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, cookies }) => {
  publicDoor('visitors learn how to get a card; everything else on the page is the own card of the session');
  const { app, space, person } = locals;
  if (!space) redirect(303, '/setup');
  const from = url.searchParams.get('from');
  const common = { from: v.is(uuid, from) ? from : null, removing: url.searchParams.has('remove') };
  if (!person || !(await app.services.cards.mayHave(space, person))) return { ...common, own: null };
  const card = await app.services.cards.mine(space, person);
  const guestCard = cookies.get(GUEST_CARD_COOKIE);
  const prepared = card ? null : await app.services.cardInvitations.preparedFor(space, person);
  return {
    ...common,
    now: Date.now(),
    own: {
      card,
      guest: person.email === null,
      claimable:
        card || guestCard === undefined ? null : await app.services.cards.claimable(space, person, guestCard),
      room: space.directoryRoom,
      places: await app.services.cards.placesOf(space, person),
      draft: draftOf(card, { ...person, prepared }, space.fields),
      regions: space.regions,
      fields: space.fields
    }
  };
};

const form = (data: FormData, name: string): string => {
  const value = data.get(name);
  return typeof value === 'string' ? value : '';
};

const outcome = (result: { ok: true } | Refusal) =>
  result.ok ? {} : fail(statusOf(result.code), { message: result.message });

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
  link: async (event) => {
    const person = requirePerson(event);
    const { app, space } = event.locals;
    if (!space) error(404);
    const anew = (await event.request.formData()).get('do') === 'anew';
    return outcome(await app.services.cards.setLink(space, person, anew));
  },
  confirm: async (event) => {
    const person = requirePerson(event);
    const { app, space } = event.locals;
    if (!space) error(404);
    const agreed = form(await event.request.formData(), 'consent') !== '';
    const before = (await app.services.cards.mine(space, person))?.own?.expiredFrom ?? 'private';
    const consent = agreed && before !== 'private' ? consentText(before) : null;
    return outcome(await app.services.cards.confirm(space, person, consent));
  },
  personal: async (event) => {
    const person = requirePerson(event);
    const { app } = event.locals;
    if (person.email !== null) error(403, refusalText('forbidden'));
    return {
      link: `${app.config.origin}/link/${await app.services.accounts.renewPersonalLink(person)}?to=/cards/mine`
    };
  },
  claim: async (event) => {
    const person = requirePerson(event);
    const { app, space } = event.locals;
    if (!space) error(404);
    const typed = form(await event.request.formData(), 'link');
    const token = typed || (event.cookies.get(GUEST_CARD_COOKIE) ?? '');
    const result = await app.services.cards.claim(space, person, token);
    if (result.ok) event.cookies.delete(GUEST_CARD_COOKIE, { path: '/cards' });
    return outcome(result);
  },
  remove: async (event) => {
    const person = requirePerson(event);
    const { app, space } = event.locals;
    if (!space) error(404);
    const result = await app.services.cards.remove(space, person);
    return result.ok ? { removed: true } : fail(statusOf(result.code), { message: result.message });
  }
};
