import { error, json } from '@sveltejs/kit';
import { publicDoor } from '$lib/server/auth/guard';
import { fileResponse } from '$lib/server/fileResponse';
import { statusOf } from '$lib/server/httpStatus';
import type { RequestHandler } from './$types';

/** A card's photo for whoever reads that field of the card. `?size=small`: the copy for lists. */
export const GET: RequestHandler = async ({ params, url, locals, request }) => {
  publicDoor('the directory asks for somebody who reads a card with this photo on it');
  const { app, space, person } = locals;
  if (!space) error(404);
  const part = url.searchParams.get('size') === 'small' ? 'small' : 'whole';
  const file = await app.services.files.read(space.directoryRoom, person, params.file, part);
  return file.ok ? fileResponse(file, request) : json(file, { status: statusOf(file.code) });
};
