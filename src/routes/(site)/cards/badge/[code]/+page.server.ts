import { error, redirect } from '@sveltejs/kit';
import { publicDoor } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  publicDoor('whoever scans a badge comes to the card as they may see it; wrong codes are counted');
  const { app, space, person } = event.locals;
  if (!space) redirect(303, '/setup');
  const goal = await app.services.badges.goal(space, person, event.params.code, event.getClientAddress());
  if (!goal.ok) {
    if (goal.code === 'rate_limited') error(statusOf(goal.code), goal.message);
    return { found: 'unknown' as const, knows: person !== null };
  }
  if (goal.kind === 'card') redirect(303, `/cards/${goal.card.id}`);
  return { found: goal.kind, knows: person !== null };
};
