import { error, redirect } from '@sveltejs/kit';
import { publicDoor, requirePerson } from '$lib/server/auth/guard';
import { m } from '$lib/i18n/paraglide/messages.js';
import { statusOf } from '$lib/server/httpStatus';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  publicDoor(
    'who may see the page of an AG may have its dates; the service leaves out rooms for those inside'
  );
  const { app, person } = event.locals;
  const { id } = event.params;
  const [page, address] = await Promise.all([
    app.services.meetings.page(person, id),
    app.services.calendars.address(person, id)
  ]);
  if (!page) error(404, m.ui_error_404_title());
  // It may show a person's own address.
  event.setHeaders({ 'cache-control': 'private, no-store' });
  return { ...page, address, now: Date.now() };
};

export const actions: Actions = {
  /** Makes the person's own address of the calendar. */
  calendar: async (event) => {
    const person = requirePerson(event);
    const made = await event.locals.app.services.calendars.makeAddress(person, event.params.id);
    if (!made.ok) error(statusOf(made.code), made.message);
    redirect(303, `/ags/${event.params.id}/meetings#kalender`);
  }
};
