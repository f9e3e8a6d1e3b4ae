import { redirect } from '@sveltejs/kit';
import { publicDoor } from '$lib/server/auth/guard';
import type { RequestHandler } from './$types';

/**
 * Behind the QR code of a card. It opens the card as the one who scans it may see it, and nothing once its owner has given it
 * up. Where there is nothing for this viewer, the answer is that of every address without a card.
 */
export const GET: RequestHandler = async ({ locals, params }) => {
  publicDoor('the card is given as the viewer may see it; a link given up and a hidden card are the same');
  const { app, space, person } = locals;
  const card = space && (await app.services.cards.byLink(space, person, params.link));
  redirect(303, `/cards/${card ? card.id : 'gone'}`);
};
