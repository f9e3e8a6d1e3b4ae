import { fail } from '@sveltejs/kit';
import { LIMITS } from '$lib/domain/limits';
import { m } from '$lib/i18n/paraglide/messages.js';
import { requireMember } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
  const { space } = requireMember(event, 'owner');
  return { regions: space.regions.join('\n'), fields: space.fields.join('\n') };
};

export const actions: Actions = {
  default: async (event) => {
    const { space, person } = requireMember(event, 'owner');
    const data = await event.request.formData();
    const text = (name: string): string => {
      const value = data.get(name);
      return typeof value === 'string' ? value : '';
    };
    const typed = { regions: text('regions'), fields: text('fields') };
    const result = await event.locals.app.services.spaces.saveLists(space, person, {
      regions: typed.regions.split(/\r?\n/),
      fields: typed.fields.split(/\r?\n/)
    });
    if (result.ok) return { saved: true };
    const sentence =
      result.code === 'limit'
        ? m.cards_lists_many({ max: LIMITS.spaceList })
        : result.code === 'too_long'
          ? m.cards_lists_long({ max: LIMITS.spaceListItem })
          : result.code === 'empty'
            ? m.cards_lists_wrong()
            : result.message;
    return fail(statusOf(result.code), { typed, list: result.list, sentence });
  }
};
