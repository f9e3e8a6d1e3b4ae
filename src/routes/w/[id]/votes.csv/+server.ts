import { error } from '@sveltejs/kit';
import { requireFacilitator } from '$lib/server/auth/guard';
import { csvResponse } from '$lib/server/csv';
import { statusOf } from '$lib/server/httpStatus';
import { m } from '$lib/i18n/paraglide/messages.js';
import { voteRows } from './voteRows';
import type { RequestHandler } from './$types';

/** The results of all votes as a table, or of one (`?vote=`), for the moderation: also those that are not revealed. */
export const GET: RequestHandler = async (event) => {
  const { person, workshop } = await requireFacilitator(event, event.params.id);
  const opened = await event.locals.app.services.rooms.open(workshop.roomId, person);
  if (!opened.ok) error(statusOf(opened.code), opened.message);
  const rows = voteRows(opened.records, event.url.searchParams.get('vote'));
  return csvResponse(`${m.votes_title()} ${workshop.title}.csv`, rows);
};
