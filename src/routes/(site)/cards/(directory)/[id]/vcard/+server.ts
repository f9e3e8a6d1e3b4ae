import { error } from '@sveltejs/kit';
import { m } from '$lib/i18n/paraglide/messages.js';
import { publicDoor } from '$lib/server/auth/guard';
import { vcardFileName, vcardOf } from '$lib/server/services/vcard';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
  publicDoor('the vCard holds only the fields this viewer may see; hidden cards are not there');
  const { app, space, person } = locals;
  const card = space && (await app.services.cards.get(space, person, params.id));
  if (!card) error(404, m.cards_gone_title());
  const body = vcardOf(card, `${app.config.origin}/cards/${card.id}`, {
    offer: m.cards_offer(),
    need: m.cards_need()
  });
  return new Response(body, {
    headers: {
      'content-type': 'text/vcard; charset=utf-8',
      'content-disposition': `attachment; filename="${vcardFileName(card.name)}"`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
      'x-robots-tag': 'noindex'
    }
  });
};
