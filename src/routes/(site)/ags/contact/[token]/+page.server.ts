import { fail, redirect } from '@sveltejs/kit';
import { publicDoor } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import type { Actions, PageServerLoad } from './$types';

const KEY = 'the link is the key to this one address, and was sent to it only';

/** Looking changes nothing: mail programs and scanners follow links too. */
export const load: PageServerLoad = async (event) => {
  publicDoor(KEY);
  event.setHeaders({ 'cache-control': 'private, no-store' });
  return { address: await event.locals.app.services.contactAddress.page(event.params.token) };
};

export const actions: Actions = {
  default: async ({ locals, params }) => {
    publicDoor(KEY);
    const result = await locals.app.services.contactAddress.confirm(params.token);
    if (!result.ok) return fail(statusOf(result.code), { message: result.message });
    redirect(303, `/ags/contact/${params.token}`);
  }
};
