import { requireMember } from '$lib/server/auth/guard';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async (event) => {
  const { person, space } = requireMember(event, 'facilitator');
  event.setHeaders({ 'cache-control': 'private, no-store' });
  return { waiting: await event.locals.app.services.cardReports.waiting(space, person) };
};
