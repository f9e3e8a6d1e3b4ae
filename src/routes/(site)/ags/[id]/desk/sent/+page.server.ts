import { error } from '@sveltejs/kit';
import { requireMember } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { person } = requireMember(event);
  event.depends('desk:sent');
  const sent = await event.locals.app.services.mailings.sent(person, event.params.id);
  if (!sent.ok) error(statusOf(sent.code), sent.message);
  return { mailings: sent.mailings };
};
