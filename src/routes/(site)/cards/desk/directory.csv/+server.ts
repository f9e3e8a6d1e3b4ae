import { m } from '$lib/i18n/paraglide/messages.js';
import { requireMember } from '$lib/server/auth/guard';
import { csvResponse } from '$lib/server/csv';
import { directoryRows } from '$lib/server/services/cardTable';
import type { RequestHandler } from './$types';

/** The directory as this facilitator may see it: what was not given to their circle is not in it. */
export const GET: RequestHandler = async (event) => {
  const { person, space } = requireMember(event, 'facilitator');
  const { app } = event.locals;
  const cards = await app.services.cards.list(space, person);
  return csvResponse(`${m.cards_title()}.csv`, directoryRows(cards, person.id, app.config.origin));
};
