import { error, fail } from '@sveltejs/kit';
import { requireMember } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import type { Actions, PageServerLoad } from './$types';

/** Where sign-ups could go. */
export const load: PageServerLoad = async (event) => {
  const { person, space } = requireMember(event);
  const groups = await event.locals.app.services.workingGroups.coordinatedList(person, space.id);
  return { others: groups.filter(({ id }) => id !== event.params.id) };
};

export const actions: Actions = {
  /** `to`: participants; `off`: it is taken back. */
  contacted: async (event) => {
    const { person } = requireMember(event);
    const form = await event.request.formData();
    // Without JavaScript the rows ticked for something else come along: the button's own row counts.
    const ids = form.has('row') ? form.getAll('row') : form.getAll('to');
    const result = await event.locals.app.services.desk.setContacted(
      person,
      event.params.id,
      ids.flatMap((id) => String(id).split(' ')),
      !form.has('off') && !event.url.searchParams.has('off')
    );
    if (!result.ok) error(statusOf(result.code), result.message);
    return { contacted: true as const };
  },
  /** `row`: participants, `goal`: the other AG. */
  move: async (event) => {
    const { person } = requireMember(event);
    const form = await event.request.formData();
    const result = await event.locals.app.services.desk.move(person, {
      from: event.params.id,
      to: form.get('goal'),
      participantIds: form.getAll('row').flatMap((ids) => String(ids).split(' '))
    });
    if (!result.ok) return fail(statusOf(result.code), { moving: result.message });
    return { moved: result.moved };
  },
  /** `row`: participants; `verdict`: of what they asked. */
  decide: async (event) => {
    const { person } = requireMember(event);
    const form = await event.request.formData();
    const rows = form.getAll('row').flatMap((ids) => String(ids).split(' '));
    const { desk } = event.locals.app.services;
    const result = await desk.decide(person, event.params.id, rows, form.get('verdict'));
    if (!result.ok) error(statusOf(result.code), result.message);
    return { decided: result.decided };
  }
};
