import { requireFacilitator } from '$lib/server/auth/guard';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { workshop } = await requireFacilitator(event, event.params.id);
  const { app } = event.locals;
  event.setHeaders({ 'cache-control': 'private, no-store' });
  return {
    workshop: { id: workshop.id, title: workshop.title },
    badges: await app.services.badges.ofWorkshop(workshop.roomId),
    origin: app.config.origin
  };
};

export const actions: Actions = {
  /** New codes: what was printed leads nowhere any more. */
  renew: async (event) => {
    const { workshop } = await requireFacilitator(event, event.params.id);
    await event.locals.app.services.badges.revoke(workshop.roomId);
    return { renewed: true };
  }
};
