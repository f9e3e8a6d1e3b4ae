import { publicDoor } from '$lib/server/auth/guard';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  publicDoor('working groups are open to everybody; the list holds titles, purposes and counts only');
  const groups = locals.space ? await locals.app.services.workingGroups.list(locals.space.id) : [];
  return { groups, coordinates: locals.member?.role === 'facilitator' || locals.member?.role === 'owner' };
};
