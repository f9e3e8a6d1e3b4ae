import { error } from '@sveltejs/kit';
import { m } from '$lib/i18n/paraglide/messages.js';
import { requirePerson } from '$lib/server/auth/guard';
import { csvResponse } from '$lib/server/csv';
import { contactRows } from '$lib/server/services/cardTable';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const person = requirePerson(event);
  const { app, space } = event.locals;
  if (!space) error(404);
  const contacts = await app.services.keptCards.list(space, person);
  return csvResponse(`${m.contacts_title()}.csv`, contactRows(contacts, app.config.origin));
};
