import { error } from '@sveltejs/kit';
import { refusalText } from '$lib/i18n/refusal';
import { publicDoor } from '$lib/server/auth/guard';
import type { PageServerLoad } from './$types';

/** A board for everybody who has its public link: without account, names, or anything to do. */
export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  publicDoor('the link is the key: 160 random bits that the moderation can take back');
  setHeaders({
    // A link that was taken back is gone from everywhere.
    'cache-control': 'private, no-store',
    'x-robots-tag': 'noindex, nofollow'
  });
  const board = await locals.app.services.sharing.publicBoard(params.id);
  if (!board) error(404, refusalText('not_found'));
  const embed = url.searchParams.has('embed');
  if (embed) locals.embedHosts = board.embedHosts;
  const { roomId, title, snapshot } = board;
  return { key: params.id, roomId, title, snapshot, embed };
};
