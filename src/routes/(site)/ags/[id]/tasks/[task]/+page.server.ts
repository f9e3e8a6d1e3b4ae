import { error, fail, redirect } from '@sveltejs/kit';
import { requirePerson } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import { newId } from '$lib/util/newId';
import type { Actions, PageServerLoad } from './$types';

const NEW = 'new';

/** The form of a task, or of a new one (`/tasks/new`). */
export const load: PageServerLoad = async (event) => {
  const person = requirePerson(event);
  const { id, task } = event.params;
  const found = await event.locals.app.services.tasks.forForm(person, id, task === NEW ? null : task);
  if (!found.ok) error(statusOf(found.code), found.message);
  event.setHeaders({ 'cache-control': 'private, no-store' });
  return {
    group: found.group,
    workers: found.workers,
    values: {
      title: found.task?.title ?? '',
      assignee: found.task?.assignee?.id ?? '',
      due: found.task?.dueOn ?? ''
    },
    newId: found.task ? null : newId()
  };
};

export const actions: Actions = {
  save: async (event) => {
    const person = requirePerson(event);
    const { id, task } = event.params;
    const data = await event.request.formData();
    const text = (name: string) => String(data.get(name) ?? '');
    const values = { title: text('title'), assignee: text('assignee'), due: text('due') };
    const form = { ...values, id: data.get('id') };
    const { tasks } = event.locals.app.services;
    const result =
      task === NEW ? await tasks.add(person, id, form) : await tasks.edit(person, id, task, form);
    if (!result.ok) {
      const { message, field } = result;
      return fail(statusOf(result.code), { failure: { message, field, values } });
    }
    redirect(303, `/ags/${id}#aufgaben`);
  },
  remove: async (event) => {
    const person = requirePerson(event);
    const { id, task } = event.params;
    const result = await event.locals.app.services.tasks.remove(person, id, task);
    if (!result.ok) error(statusOf(result.code), result.message);
    redirect(303, `/ags/${id}#aufgaben`);
  }
};
