import { publicDoor } from '$lib/server/auth/guard';
import type { RequestHandler } from './$types';

/** The process lives. */
export const GET: RequestHandler = () => {
  publicDoor('says nothing but that the process answers');
  return new Response('ok', { headers: { 'content-type': 'text/plain' } });
};
