import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { LIMITS } from '$lib/domain/limits';
import { WORKSHOP_TEMPLATES } from '$lib/domain/templates';
import { zonedTime } from '$lib/i18n/dates';
import { m } from '$lib/i18n/paraglide/messages.js';
import { lineUpTo, nameUpTo, uuid } from '$lib/protocol/text';
import { requireMember } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { person, space } = requireMember(event, 'facilitator');
  return { templates: await event.locals.app.services.templates.list(person, space.id) };
};

/** `own:<id>`: one of the space's own. */
const ownTemplate = v.pipe(
  v.string(),
  v.startsWith('own:'),
  v.transform((value) => value.slice(4)),
  uuid,
  v.transform((id) => ({ id }))
);

const formSchema = v.object({
  title: nameUpTo(LIMITS.workshopTitle),
  place: lineUpTo(LIMITS.organisation),
  question: lineUpTo(LIMITS.question),
  template: v.union([v.picklist(WORKSHOP_TEMPLATES), ownTemplate]),
  groups: v.pipe(
    v.string(),
    v.transform(Number),
    v.integer(),
    v.minValue(0),
    v.maxValue(LIMITS.groupsPerWorkshop)
  )
});

export const actions: Actions = {
  default: async (event) => {
    const { person, space } = requireMember(event, 'facilitator');
    const form = await event.request.formData();
    const text = (name: string) => String(form.get(name) ?? '');
    const values = {
      title: text('title'),
      date: text('date'),
      time: text('time'),
      place: text('place'),
      question: text('question'),
      template: text('template') || 'auftakt',
      groups: text('groups') || '0',
      own: form.has('own')
    };
    const parsed = v.safeParse(formSchema, values);
    if (!parsed.success) {
      const field = parsed.issues[0].path?.[0]?.key;
      const problem =
        field === 'title'
          ? { titleProblem: m.workshop_new_title_missing() }
          : field === 'groups'
            ? { groupsProblem: m.workshop_new_groups_wrong({ count: LIMITS.groupsPerWorkshop }) }
            : { message: m.workshop_new_wrong() };
      return fail(400, { ...values, ...problem });
    }
    const startsAt = values.date ? zonedTime(values.date, values.time) : null;
    if (values.date && startsAt === null)
      return fail(400, { ...values, dateProblem: m.workshop_new_date_wrong() });
    const { template, groups, ...wanted } = parsed.output;
    const { templates, workshops } = event.locals.app.services;
    const created =
      typeof template === 'object'
        ? await templates.use(person, template.id, { ...wanted, startsAt })
        : await workshops.create(person, space.id, {
            ...wanted,
            template,
            startsAt,
            groups: template === 'board' ? 0 : groups,
            sees: values.own ? 'group' : 'all'
          });
    if (!created.ok) return fail(statusOf(created.code), { ...values, message: created.message });
    redirect(303, `/w/${created.workshop.id}/manage`);
  }
};
