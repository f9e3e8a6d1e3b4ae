import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import { pastQuerySchema } from '$lib/protocol/history';
import { publicDoor } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import { refuse } from '$lib/server/services/refuse';
import type { RequestHandler } from './$types';

/** The board as it was, for its facilitators: `?seq=` (after that command) or `?at=` (ms since 1970). */
export const GET: RequestHandler = async ({ params, url, locals }) => {
  publicDoor('the room decides: its facilitators');
  const query = v.safeParse(pastQuerySchema, Object.fromEntries(url.searchParams));
  const answer = query.success
    ? await locals.app.services.history.at(params.room, locals.person, query.output)
    : refuse('invalid');
  return json(answer, { status: answer.ok ? 200 : statusOf(answer.code) });
};
