import { json } from '@sveltejs/kit';
import { publicDoor } from '$lib/server/auth/guard';
import { fileResponse } from '$lib/server/fileResponse';
import { statusOf } from '$lib/server/httpStatus';
import type { RequestHandler } from './$types';

/** A file for whoever may see what holds it on the AG's page. `?size=small`: of an image the small copy. */
export const GET: RequestHandler = async ({ params, url, locals, request }) => {
  publicDoor('the service asks for somebody who may see what holds it');
  const part = url.searchParams.get('size') === 'small' ? 'small' : 'whole';
  const file = await locals.app.services.materials.file(locals.person, params.id, params.file, part);
  return file.ok ? fileResponse(file, request) : json(file, { status: statusOf(file.code) });
};
