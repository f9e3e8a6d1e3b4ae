import { publicDoor } from '$lib/server/auth/guard';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  publicDoor('the list holds titles, purposes, counts and next dates of those AGs that the visitor may see');
  const { space, person, app } = locals;
  if (!space) return { groups: [], coordinated: [], next: {} };
  const { workingGroups, meetings } = app.services;
  const [groups, coordinated] = await Promise.all([
    workingGroups.list(space.id, person),
    person ? workingGroups.coordinatedList(person, space.id) : []
  ]);
  const next = await meetings.nextOf(groups.map(({ id }) => id));
  return { groups, coordinated: coordinated.map(({ id }) => id), next };
};
