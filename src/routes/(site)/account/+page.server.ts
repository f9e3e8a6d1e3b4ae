import { requirePerson } from '$lib/server/auth/guard';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
  const person = requirePerson(event);
  return { person, role: event.locals.member?.role ?? null };
};
