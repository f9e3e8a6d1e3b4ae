import { error, fail, redirect } from '@sveltejs/kit';
import { requirePerson } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import { newId } from '$lib/util/newId';
import type { Actions, PageServerLoad } from './$types';

const NEW = 'new';

/** The form of something shared, or of something new (`/materials/new`). */
export const load: PageServerLoad = async (event) => {
  const person = requirePerson(event);
  const { materials, files } = event.locals.app.services;
  const { id, material } = event.params;
  const found = await materials.forForm(person, id, material === NEW ? null : material);
  if (!found.ok) error(statusOf(found.code), found.message);
  const there = found.material;
  return {
    group: found.group,
    values: {
      kind: there?.kind ?? ('material' as const),
      title: there?.title ?? '',
      body: there?.body ?? '',
      url: there?.url ?? '',
      file: there?.file ?? null,
      public: there?.public ?? true
    },
    newId: there ? null : newId(),
    /** Bytes of the largest file; 0: none. */
    uploadBytes: files.most
  };
};

export const actions: Actions = {
  save: async (event) => {
    const person = requirePerson(event);
    const { id, material } = event.params;
    const data = await event.request.formData();
    const text = (name: string) => String(data.get(name) ?? '');
    const typed = {
      kind: text('kind') === 'result' ? ('result' as const) : ('material' as const),
      title: text('title'),
      body: text('body'),
      url: text('url'),
      public: data.has('public')
    };
    const form = { ...typed, id: data.get('id'), file: text('file') };
    const { materials } = event.locals.app.services;
    const result =
      material === NEW
        ? await materials.add(person, id, form)
        : await materials.edit(person, id, material, form);
    if (!result.ok) {
      const { message, field } = result;
      const file = form.file === '' ? null : { id: form.file, name: text('fileName') };
      return fail(statusOf(result.code), { failure: { message, field, values: { ...typed, file } } });
    }
    redirect(303, `/ags/${id}#materialien`);
  },
  remove: async (event) => {
    const person = requirePerson(event);
    const { id, material } = event.params;
    const result = await event.locals.app.services.materials.remove(person, id, material);
    if (!result.ok) error(statusOf(result.code), result.message);
    redirect(303, `/ags/${id}#materialien`);
  }
};
