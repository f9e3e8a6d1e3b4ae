import { requireMember } from '$lib/server/auth/guard';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
  requireMember(event, 'facilitator');
  return { mails: event.locals.app.services.cardInvitations.mails };
};
