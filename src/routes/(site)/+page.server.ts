import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { m } from '$lib/i18n/paraglide/messages.js';
import { joinCode } from '$lib/protocol/join';
import { publicDoor } from '$lib/server/auth/guard';
import type { Actions, PageServerLoad } from './$types';

/** How many of each the front door shows. */
const SHOWN = { workshops: 3, workingGroups: 6, cards: 4 };

export const load: PageServerLoad = async ({ locals }) => {
  publicDoor('the front door of the space shows what was made public');
  const { services } = locals.app;
  const space = locals.space;
  if (!space) redirect(303, '/setup');
  const [workshops, workingGroups, cards] = await Promise.all([
    services.workshops.list(space.id, locals.person),
    services.workingGroups.list(space.id, locals.person),
    services.cards.list(space, locals.person)
  ]);
  const open = workshops.filter((workshop) => workshop.open);
  return {
    about: space.about,
    tagline: space.tagline,
    anyWorkshops: workshops.length > 0,
    moderates: locals.member?.role === 'owner' || locals.member?.role === 'facilitator',
    workshops: open.slice(0, SHOWN.workshops),
    /** Where the visitor already takes part. */
    current: open.find((workshop) => workshop.mine) ?? null,
    workingGroups: workingGroups.slice(0, SHOWN.workingGroups),
    cards: cards.slice(0, SHOWN.cards),
    cardCount: cards.length
  };
};

export const actions: Actions = {
  default: async ({ request }) => {
    publicDoor('a code from the screen opens the way to a workshop; the next page checks it');
    const typed = String((await request.formData()).get('code') ?? '');
    const code = v.safeParse(joinCode, typed);
    if (!code.success) return fail(400, { code: typed.slice(0, 20), message: m.space_code_six_digits() });
    redirect(303, `/j/${code.output}`);
  }
};
