import { json } from '@sveltejs/kit';
import { publicDoor } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import { refuse } from '$lib/server/services/refuse';
import type { RequestHandler } from './$types';

/** The room as the viewer may see it: everything, or what is newer than `?since=`. */
export const GET: RequestHandler = async ({ params, url, locals }) => {
  publicDoor('the room decides: its participants, and anybody for a public directory');
  const text = url.searchParams.get('since');
  const since = text === null || text === '' ? undefined : Number(text);
  if (since !== undefined && !(Number.isSafeInteger(since) && since >= 0)) {
    return json(refuse('invalid'), { status: 400 });
  }
  const answer = await locals.app.services.rooms.open(params.room, locals.person, since);
  return json(answer, { status: answer.ok ? 200 : statusOf(answer.code) });
};
