import { publicDoor } from '$lib/server/auth/guard';
import type { RequestHandler } from './$types';

/** Prometheus reads this. A reverse proxy should keep it to the inner network. */
export const GET: RequestHandler = async ({ locals }) => {
  publicDoor('counts only, nothing of a person, a room or a workshop');
  const { registry } = locals.app.metrics;
  return new Response(await registry.metrics(), { headers: { 'content-type': registry.contentType } });
};
