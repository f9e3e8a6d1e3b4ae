import { json } from '@sveltejs/kit';
import { publicDoor } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import { refuse } from '$lib/server/services/refuse';
import type { RequestHandler } from './$types';

/** What `?q=` finds in the space's cards, as `{ok: true, found}` with the ids of cards that the viewer may see. */
export const GET: RequestHandler = async ({ url, locals }) => {
  publicDoor(
    'the search looks through what the viewer may read of each card, visitors through what is public'
  );
  if (!locals.space) return json(refuse('not_found'), { status: 404 });
  const { directory } = locals.app.services;
  const answer = await directory.search(locals.space, locals.person, url.searchParams.get('q') ?? '');
  return json(answer, { status: answer.ok ? 200 : statusOf(answer.code) });
};
