import { error, redirect } from '@sveltejs/kit';
import { publicDoor } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals }) => {
  publicDoor('the directory gives each viewer what was given to their circle, visitors what is public');
  const { space, person } = locals;
  if (!space) redirect(303, '/setup');
  const snapshot = await locals.app.services.rooms.open(space.directoryRoom, person);
  if (!snapshot.ok) error(statusOf(snapshot.code), snapshot.message);
  return { room: space.directoryRoom, snapshot };
};
