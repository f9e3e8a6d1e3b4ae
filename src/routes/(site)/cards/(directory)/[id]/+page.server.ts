import { error, redirect } from '@sveltejs/kit';
import { m } from '$lib/i18n/paraglide/messages.js';
import { publicDoor } from '$lib/server/auth/guard';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  publicDoor(
    'a card is given as the viewer may see it; a hidden card and one that does not exist are the same'
  );
  if (!locals.space) redirect(303, '/setup');
  const card = await locals.app.services.cards.get(locals.space, locals.person, params.id);
  if (!card) error(404, m.cards_gone_title());
  return { card };
};
