import { error, fail, redirect } from '@sveltejs/kit';
import { requirePerson } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import { newId } from '$lib/util/newId';
import type { Actions, PageServerLoad } from './$types';

const NEW = 'new';

/** The form of a post, or of a new one (`/news/new`). */
export const load: PageServerLoad = async (event) => {
  const person = requirePerson(event);
  const { news, mailings } = event.locals.app.services;
  const { id, post } = event.params;
  const found = await news.forForm(person, id, post === NEW ? null : post);
  if (!found.ok) error(statusOf(found.code), found.message);
  const { title, body, public: isPublic } = found.post ?? { title: '', body: '', public: true };
  return {
    group: found.group,
    values: { title, body, public: isPublic, tell: false },
    newId: found.post ? null : newId(),
    mails: mailings.available
  };
};

export const actions: Actions = {
  save: async (event) => {
    const person = requirePerson(event);
    const { id, post } = event.params;
    const data = await event.request.formData();
    const values = {
      title: String(data.get('title') ?? ''),
      body: String(data.get('body') ?? ''),
      public: data.has('public'),
      tell: data.has('tell')
    };
    const form = { ...values, id: data.get('id') };
    const { news } = event.locals.app.services;
    const result =
      post === NEW ? await news.publish(person, id, form) : await news.edit(person, id, post, form);
    if (!result.ok) {
      const { message, field } = result;
      return fail(statusOf(result.code), { failure: { message, field, values } });
    }
    redirect(303, `/ags/${id}#neues`);
  },
  remove: async (event) => {
    const person = requirePerson(event);
    const { id, post } = event.params;
    const result = await event.locals.app.services.news.remove(person, id, post);
    if (!result.ok) error(statusOf(result.code), result.message);
    redirect(303, `/ags/${id}#neues`);
  }
};
