import { error } from '@sveltejs/kit';
import { publicDoor } from '$lib/server/auth/guard';
import { calendarResponse } from '$lib/server/calendarResponse';
import { statusOf } from '$lib/server/httpStatus';
import type { RequestHandler } from './$types';

/** All meetings, for calendar programs. `?key=`: of a person's own address, since programs have no session. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  publicDoor('without a key it says what the public page says; with one, what its holder may see');
  const file = await locals.app.services.calendars.calendar(params.id, url.searchParams.get('key'));
  if (!file.ok) error(statusOf(file.code), file.message);
  return calendarResponse(file);
};
