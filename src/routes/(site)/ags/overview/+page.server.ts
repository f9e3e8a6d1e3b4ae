import { requireMember } from '$lib/server/auth/guard';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { person, space, role } = requireMember(event);
  event.setHeaders({ 'cache-control': 'private, no-store' });
  const { spaceOverview } = event.locals.app.services;
  return { overview: await spaceOverview.look(space.id, { id: person.id, role }) };
};
