import { fail, redirect } from '@sveltejs/kit';
import { publicDoor } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import type { Actions, PageServerLoad } from './$types';

const KEY = 'the link is the key to this one sign-up, and was sent to its address only';

/** Looking changes nothing: mail programs and scanners follow links too. */
export const load: PageServerLoad = async (event) => {
  publicDoor(KEY);
  event.setHeaders({ 'cache-control': 'private, no-store' });
  return { link: await event.locals.app.services.signupRequests.page(event.params.token) };
};

export const actions: Actions = {
  confirm: async ({ locals, params }) => {
    publicDoor(KEY);
    const result = await locals.app.services.signupRequests.confirm(params.token);
    if (!result.ok) return fail(statusOf(result.code), { message: result.message });
    redirect(303, `/ags/own/${params.token}`);
  },
  change: async ({ locals, params, request }) => {
    publicDoor(KEY);
    const form = await request.formData();
    const result = await locals.app.services.signupRequests.change(params.token, {
      level: form.get('level'),
      showName: form.has('showName')
    });
    if (!result.ok) return fail(statusOf(result.code), { message: result.message });
    redirect(303, `/ags/own/${params.token}`);
  },
  mails: async ({ locals, params, request }) => {
    publicDoor(KEY);
    const on = (await request.formData()).has('on');
    const result = await locals.app.services.signupRequests.setMails(params.token, on);
    if (!result.ok) return fail(statusOf(result.code), { message: result.message });
    redirect(303, `/ags/own/${params.token}`);
  },
  withdraw: async ({ locals, params }) => {
    publicDoor(KEY);
    const result = await locals.app.services.signupRequests.withdraw(params.token);
    if (!result.ok) return fail(statusOf(result.code), { message: result.message });
    return { withdrawn: true as const };
  }
};
