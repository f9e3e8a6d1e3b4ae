import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import { historyQuerySchema } from '$lib/protocol/history';
import { publicDoor } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import { refuse } from '$lib/server/services/refuse';
import type { RequestHandler } from './$types';

/** What happened: `?before=` (a clock), `?limit=`, `?note=` (only what happened to this note). */
export const GET: RequestHandler = async ({ params, url, locals }) => {
  publicDoor('the room decides: facilitators, and of a note whoever may read it');
  const query = v.safeParse(historyQuerySchema, Object.fromEntries(url.searchParams));
  const answer = query.success
    ? await locals.app.services.history.page(params.room, locals.person, query.output)
    : refuse('invalid');
  return json(answer, { status: answer.ok ? 200 : statusOf(answer.code) });
};
