import { error } from '@sveltejs/kit';
import { requireMember } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async (event) => {
  const { person } = requireMember(event);
  const { app } = event.locals;
  const desk = await app.services.workingGroups.desk(person, event.params.id);
  if (!desk.ok) error(statusOf(desk.code), desk.message);
  // Addresses: nothing on the way may keep this page, nor the browser after signing out.
  event.setHeaders({ 'cache-control': 'private, no-store' });
  const { group, workshop, signups } = desk;
  const waiting = await app.services.enquiries.count(person, event.params.id);
  return { group, workshop, signups, waiting, mails: app.services.mailings.available, now: Date.now() };
};
