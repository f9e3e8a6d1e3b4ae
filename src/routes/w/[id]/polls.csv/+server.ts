import { error } from '@sveltejs/kit';
import { requireFacilitator } from '$lib/server/auth/guard';
import { csvResponse } from '$lib/server/csv';
import { statusOf } from '$lib/server/httpStatus';
import { m } from '$lib/i18n/paraglide/messages.js';
import { pollRows } from './pollRows';
import type { RequestHandler } from './$types';

/** The results of all polls as a table, for the moderation. */
export const GET: RequestHandler = async (event) => {
  const { person, workshop } = await requireFacilitator(event, event.params.id);
  const opened = await event.locals.app.services.rooms.open(workshop.roomId, person);
  if (!opened.ok) error(statusOf(opened.code), opened.message);
  const polls = opened.records.filter((record) => record.type === 'poll');
  return csvResponse(`${m.polls_title()} ${workshop.title}.csv`, pollRows(polls));
};
