import { json } from '@sveltejs/kit';
import { publicDoor } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import type { RequestHandler } from './$types';

/** Who is in a board now, by participant id: presence names the first fifty only. */
export const GET: RequestHandler = async ({ params, locals }) => {
  publicDoor('the room decides: facilitators');
  const answer = await locals.app.services.rooms.here(params.room, locals.person);
  return json(answer, { status: answer.ok ? 200 : statusOf(answer.code) });
};
