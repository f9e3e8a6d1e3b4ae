import { requirePerson } from '$lib/server/auth/guard';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async (event) => {
  const person = requirePerson(event);
  return { waiting: await event.locals.app.services.contactRequests.waiting(person) };
};
