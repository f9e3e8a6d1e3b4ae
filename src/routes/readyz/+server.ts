import { publicDoor } from '$lib/server/auth/guard';
import type { RequestHandler } from './$types';

/** The database answers: requests may come. */
export const GET: RequestHandler = async ({ locals }) => {
  publicDoor('says nothing but whether the database answers');
  const ready = await locals.app.isReady();
  return new Response(ready ? 'ok' : 'database away', {
    status: ready ? 200 : 503,
    headers: { 'content-type': 'text/plain' }
  });
};
