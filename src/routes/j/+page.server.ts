import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { m } from '$lib/i18n/paraglide/messages.js';
import { joinCode } from '$lib/protocol/join';
import { publicDoor } from '$lib/server/auth/guard';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
  publicDoor('everybody may type a code');
  if (!locals.space) redirect(303, '/setup');
  // ?w= comes from the guard of a workshop: the person knows its address but is not in it.
  return { needed: url.searchParams.has('w') };
};

export const actions: Actions = {
  default: async ({ request }) => {
    publicDoor('the next page looks the code up, with limits');
    const typed = String((await request.formData()).get('code') ?? '');
    const code = v.safeParse(joinCode, typed);
    if (!code.success) return fail(400, { code: typed.slice(0, 20), message: m.space_code_six_digits() });
    redirect(303, `/j/${code.output}`);
  }
};
