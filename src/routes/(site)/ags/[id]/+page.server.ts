import { error, fail, redirect } from '@sveltejs/kit';
import { publicDoor, requirePerson } from '$lib/server/auth/guard';
import { writeSessionCookie } from '$lib/server/auth/sessionCookie';
import { newToken } from '$lib/server/auth/token';
import { statusOf } from '$lib/server/httpStatus';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  publicDoor(
    'the service shows an AG to those who may see it, and leaves out authors, hidden names and addresses'
  );
  const { app, person } = event.locals;
  const { id } = event.params;
  const { workingGroups, groupLife } = app.services;
  const [page, own, life] = await Promise.all([
    workingGroups.page(person, id),
    workingGroups.ownPart(person, id),
    groupLife.page(person, id)
  ]);
  if (!page || !life) error(404, m.ui_error_404_title());
  // It shows the visitor's own sign-up: no shared cache may keep it.
  event.setHeaders({ 'cache-control': 'private, no-cache' });
  return {
    ...page,
    ...life,
    own,
    mailed: event.url.searchParams.has('mailed'),
    ticket: newToken()
  };
};

export const actions: Actions = {
  signUp: async (event) => {
    publicDoor('an AG is open to everybody; the service limits new guests per address');
    const { app, person, address } = event.locals;
    const data = await event.request.formData();
    const form = {
      level: data.get('level'),
      name: data.get('name'),
      organisation: data.get('organisation'),
      email: data.get('email'),
      message: data.get('message'),
      consent: data.has('consent'),
      showName: data.has('showName'),
      ticket: data.get('ticket')
    };
    const result = await app.services.workingGroups.signUp(person, event.params.id, form, address);
    if (!result.ok) {
      const text = (value: unknown) => String(value ?? '').slice(0, 300);
      return fail(statusOf(result.code), {
        message: result.message,
        field: result.field,
        values: {
          level: form.level === 'informed' ? ('informed' as const) : ('active' as const),
          name: text(form.name),
          organisation: text(form.organisation),
          email: text(form.email),
          message: String(form.message ?? '').slice(0, 2000),
          consent: form.consent,
          showName: form.showName
        }
      });
    }
    if (result.waiting) redirect(303, `/ags/${event.params.id}?mailed#mitmachen`);
    if (result.session) writeSessionCookie(event.cookies, result.session, app.config);
    redirect(303, `/ags/${event.params.id}#mitmachen`);
  },
  mails: async (event) => {
    const person = requirePerson(event);
    const on = (await event.request.formData()).has('on');
    const result = await event.locals.app.services.workingGroups.setMails(person, event.params.id, on);
    if (!result.ok) error(statusOf(result.code), result.message);
    redirect(303, `/ags/${event.params.id}#mitmachen`);
  },
  leave: async (event) => {
    const person = requirePerson(event);
    const result = await event.locals.app.services.workingGroups.leave(person, event.params.id);
    if (!result.ok) error(statusOf(result.code), result.message);
    redirect(303, `/ags/${event.params.id}#mitmachen`);
  },
  taskDone: async (event) => {
    const person = requirePerson(event);
    const data = await event.request.formData();
    const { tasks } = event.locals.app.services;
    const result = await tasks.setDone(person, event.params.id, data.get('task'), data.has('done'));
    if (!result.ok) error(statusOf(result.code), result.message);
    redirect(303, `/ags/${event.params.id}#aufgaben`);
  },
  boardMake: async (event) => {
    const person = requirePerson(event);
    const result = await event.locals.app.services.groupBoards.make(person, event.params.id);
    if (!result.ok) error(statusOf(result.code), result.message);
    redirect(303, `/ags/${event.params.id}#pinnwand`);
  },
  /** Takes those who work in the AG to its board. */
  board: async (event) => {
    const person = requirePerson(event);
    const result = await event.locals.app.services.groupBoards.enter(person, event.params.id);
    if (!result.ok) error(statusOf(result.code), result.message);
    redirect(303, result.path);
  }
};
