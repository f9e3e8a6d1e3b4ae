import { publicDoor } from '$lib/server/auth/guard';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  publicDoor('the list holds titles, purposes and counts of those AGs that the visitor may see');
  const { space, person, app } = locals;
  if (!space) return { groups: [], coordinated: [] };
  const { workingGroups } = app.services;
  const [groups, coordinated] = await Promise.all([
    workingGroups.list(space.id, person),
    person ? workingGroups.coordinatedList(person, space.id) : []
  ]);
  return { groups, coordinated: coordinated.map(({ id }) => id) };
};
