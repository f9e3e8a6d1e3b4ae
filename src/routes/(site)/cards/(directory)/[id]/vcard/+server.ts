import { error } from '@sveltejs/kit';
import { vcardFileName, vcardOf } from '$lib/domain/cards/vcard';
import { m } from '$lib/i18n/paraglide/messages.js';
import { publicDoor } from '$lib/server/auth/guard';
import type { RequestHandler } from './$types';

/** vCard 3.0, which every phone reads; with `?version=4.0` the newer one. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  publicDoor('the vCard holds only the fields this viewer may see; hidden cards are not there');
  const { app, space, person } = locals;
  const card = space && (await app.services.cards.get(space, person, params.id));
  if (!card) error(404, m.cards_gone_title());
  const { workingGroups } = await app.services.cards.placesOn(space, person, [card]);
  const body = vcardOf(card, {
    version: url.searchParams.get('version') === '4.0' ? '4.0' : '3.0',
    url: `${app.config.origin}/cards/${card.id}`,
    labels: { offer: m.cards_offer(), need: m.cards_need() },
    workingGroups: workingGroups.map(({ number, title }) => m.cards_ag({ number, title }))
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
