import { requirePerson } from '$lib/server/auth/guard';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const person = requirePerson(event);
  const { app, space, member } = event.locals;
  const workshops = space ? await app.services.workshops.list(space.id, person) : [];
  /** Where the person takes part now. */
  const current = workshops.find((workshop) => workshop.open && workshop.mine);
  return {
    person,
    role: member?.role ?? null,
    current: current ? { id: current.id, title: current.title } : null
  };
};
