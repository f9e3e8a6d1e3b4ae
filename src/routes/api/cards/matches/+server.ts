import { json } from '@sveltejs/kit';
import { publicDoor } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import { refuse } from '$lib/server/services/refuse';
import type { RequestHandler } from './$types';

/** The cards that fit the viewer's own, as `{ok: true, matches}`; null without one. */
export const GET: RequestHandler = async ({ locals }) => {
  publicDoor("compares the viewer's own card with what they may read of the others; visitors have none");
  if (!locals.space) return json(refuse('not_found'), { status: 404 });
  const answer = await locals.app.services.directory.matches(locals.space, locals.person);
  return json(answer, { status: answer.ok ? 200 : statusOf(answer.code) });
};
