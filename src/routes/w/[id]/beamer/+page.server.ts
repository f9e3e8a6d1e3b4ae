import { error } from '@sveltejs/kit';
import { requireFacilitator } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { person, workshop } = await requireFacilitator(event, event.params.id);
  const snapshot = await event.locals.app.services.rooms.open(workshop.roomId, person);
  if (!snapshot.ok) error(statusOf(snapshot.code), snapshot.message);
  return { workshop, snapshot, directoryRoom: event.locals.space?.directoryRoom ?? null };
};
