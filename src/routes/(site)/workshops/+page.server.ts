import { redirect } from '@sveltejs/kit';
import { publicDoor } from '$lib/server/auth/guard';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  publicDoor('titles and dates of workshops are public; to get in one needs the code');
  if (!locals.space) redirect(303, '/setup');
  const workshops = await locals.app.services.workshops.list(locals.space.id, locals.person);
  const moderates = locals.member?.role === 'owner' || locals.member?.role === 'facilitator';
  return { workshops, moderates };
};
