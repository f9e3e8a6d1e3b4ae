import { error } from '@sveltejs/kit';
import { m } from '$lib/i18n/paraglide/messages.js';
import { requirePerson } from '$lib/server/auth/guard';
import { attachment } from '$lib/server/fileResponse';
import { contactsVcard } from '$lib/server/services/contactsVcard';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const person = requirePerson(event);
  const { app, space } = event.locals;
  if (!space) error(404);
  const contacts = await app.services.keptCards.list(space, person);
  const cards = contacts.flatMap(({ card }) => card ?? []);
  const places = await app.services.cards.placesOn(space, person, cards);
  return new Response(contactsVcard(contacts, app.config.origin, places), {
    headers: {
      'content-type': 'text/vcard; charset=utf-8',
      'content-disposition': attachment(`${m.contacts_title()}.vcf`),
      'cache-control': 'private, no-store'
    }
  });
};
