import { error } from '@sveltejs/kit';
import { m } from '$lib/i18n/paraglide/messages.js';
import { publicDoor } from '$lib/server/auth/guard';
import type { RequestHandler } from './$types';

/** So long whoever asks on the way may keep it, seconds. */
const KEEP_S = 300;

export const GET: RequestHandler = async ({ locals, params }) => {
  publicDoor(
    'the feed holds what an AG published for everybody, and there is none of an AG that is not for everybody'
  );
  const feed = await locals.app.services.news.feed(params.id);
  if (feed === null) error(404, m.ui_error_404_title());
  return new Response(feed, {
    headers: {
      'content-type': 'application/atom+xml; charset=utf-8',
      'cache-control': `public, max-age=${KEEP_S}`
    }
  });
};
