import { error, fail, redirect } from '@sveltejs/kit';
import { m } from '$lib/i18n/paraglide/messages.js';
import { requireMember } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { person, role } = requireMember(event);
  const list = await event.locals.app.services.coordination.list(person, event.params.id);
  if (!list.ok) error(statusOf(list.code), list.message);
  const { coordinators, invitations } = list;
  return { coordinators, invitations, me: person.id, mayDelete: role !== 'member' };
};

/** One shape for what the page's forms answer. */
interface Answer {
  edit?:
    { saved: true } | { message: string; field: 'title' | 'purpose' | null; title: string; purpose: string };
  terms?: { saved: true } | { message: string; field: 'limit' | null; limit: string };
  invite?: { url: string } | { sentTo: string } | { message: string; field: 'email' | null; email: string };
  dissolve?: string;
}

const text = (value: FormDataEntryValue | null, most: number) => String(value ?? '').slice(0, most);

export const actions: Actions = {
  edit: async (event) => {
    const { person } = requireMember(event);
    const form = await event.request.formData();
    const title = form.get('title');
    const purpose = form.get('purpose');
    const { workingGroups } = event.locals.app.services;
    const result = await workingGroups.edit(person, event.params.id, { title, purpose });
    if (result.ok) return { edit: { saved: true } } satisfies Answer;
    const { message, field } = result;
    const typed = { title: text(title, 1000), purpose: text(purpose, 5000) };
    return fail(statusOf(result.code), { edit: { message, field, ...typed } } satisfies Answer);
  },
  terms: async (event) => {
    const { person } = requireMember(event);
    const form = await event.request.formData();
    const limit = form.get('limit');
    const result = await event.locals.app.services.desk.setTerms(person, event.params.id, {
      state: form.get('state'),
      limit,
      joining: form.get('joining'),
      audience: form.get('audience')
    });
    if (result.ok) return { terms: { saved: true } } satisfies Answer;
    const { message, field } = result;
    return fail(statusOf(result.code), {
      terms: { message, field, limit: text(limit, 20) }
    } satisfies Answer);
  },
  inviteByMail: async (event) => {
    const { person } = requireMember(event);
    const email = (await event.request.formData()).get('email');
    const result = await event.locals.app.services.coordination.inviteByMail(person, event.params.id, email);
    if (result.ok) return { invite: { sentTo: result.email } } satisfies Answer;
    const { message, field } = result;
    return fail(statusOf(result.code), {
      invite: { message, field, email: text(email, 300) }
    } satisfies Answer);
  },
  inviteByLink: async (event) => {
    const { person } = requireMember(event);
    const result = await event.locals.app.services.coordination.inviteByLink(person, event.params.id);
    if (!result.ok) error(statusOf(result.code), result.message);
    return { invite: { url: result.url } } satisfies Answer;
  },
  takeBack: async (event) => {
    const { person } = requireMember(event);
    const invitation = (await event.request.formData()).get('invitation');
    const result = await event.locals.app.services.coordination.takeBack(person, event.params.id, invitation);
    if (!result.ok) error(statusOf(result.code), result.message);
    return {} satisfies Answer;
  },
  removeCoordinator: async (event) => {
    const { person, role } = requireMember(event);
    const whom = (await event.request.formData()).get('person');
    const result = await event.locals.app.services.coordination.remove(person, event.params.id, whom);
    if (!result.ok) error(statusOf(result.code), result.message);
    // Whoever has stepped down has no business here any more.
    if (whom === person.id && role === 'member') redirect(303, `/ags/${event.params.id}`);
    return {} satisfies Answer;
  },
  dissolve: async (event) => {
    const { person } = requireMember(event, 'facilitator');
    if (!(await event.request.formData()).has('sure'))
      return fail(400, { dissolve: m.ag_delete_tick() } satisfies Answer);
    const result = await event.locals.app.services.desk.dissolve(person, event.params.id);
    if (!result.ok) return fail(statusOf(result.code), { dissolve: result.message } satisfies Answer);
    redirect(303, '/ags');
  }
};
