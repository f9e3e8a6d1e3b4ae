import { error } from '@sveltejs/kit';
import { publicDoor } from '$lib/server/auth/guard';
import { calendarResponse } from '$lib/server/calendarResponse';
import { statusOf } from '$lib/server/httpStatus';
import type { RequestHandler } from './$types';

/** One meeting, to be put into a calendar. */
export const GET: RequestHandler = async ({ locals, params }) => {
  publicDoor(
    'who may see the page of an AG may have its dates; the service leaves out rooms for those inside'
  );
  const file = await locals.app.services.calendars.download(locals.person, params.id, params.meeting);
  if (!file.ok) error(statusOf(file.code), file.message);
  return calendarResponse(file);
};
