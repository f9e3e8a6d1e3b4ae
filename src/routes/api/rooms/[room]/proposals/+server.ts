import { json } from '@sveltejs/kit';
import { publicDoor } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import type { RequestHandler } from './$types';

/** Topics proposed for the loose notes that the viewer may read and sort. */
export const GET: RequestHandler = async ({ params, locals }) => {
  publicDoor('the room decides: whoever may sort its notes');
  const answer = await locals.app.services.proposals.ask(params.room, locals.person);
  return json(answer, { status: answer.ok ? 200 : statusOf(answer.code) });
};
