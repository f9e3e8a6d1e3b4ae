import { json } from '@sveltejs/kit';
import { publicDoor } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import { fileResponse } from '$lib/server/fileResponse';
import type { RequestHandler } from './$types';

/**
 * An image or file for whoever may read a note that holds it. `?size=small`: of an image the copy for the wall;
 * `?key=`: of a board's public link.
 */
export const GET: RequestHandler = async ({ params, url, locals, request }) => {
  publicDoor('the room asks for somebody who may read a note that holds it');
  const part = url.searchParams.get('size') === 'small' ? 'small' : 'whole';
  const key = url.searchParams.get('key');
  const looker = key === null ? locals.person : { publicId: key };
  const file = await locals.app.services.files.read(params.room, looker, params.file, part);
  return file.ok ? fileResponse(file, request) : json(file, { status: statusOf(file.code) });
};
