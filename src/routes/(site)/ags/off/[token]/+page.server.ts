import { publicDoor } from '$lib/server/auth/guard';
import type { Actions, PageServerLoad } from './$types';

const KEY = 'the link stands in one mail, and ends or resumes the mails of one AG to its reader only';

/** Looking changes nothing: mail programs and scanners follow links too. */
export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
  publicDoor(KEY);
  setHeaders({ 'cache-control': 'private, no-store' });
  return { exit: await locals.app.services.mailings.exitPage(params.token) };
};

export const actions: Actions = {
  /** The button, and the one click of mail programs (RFC 8058): `List-Unsubscribe=One-Click`, without a session. No redirect. */
  default: async ({ locals, params, request }) => {
    publicDoor(KEY);
    const form = await request.formData();
    const { mailings } = locals.app.services;
    const exit = form.has('resume')
      ? await mailings.resume(params.token)
      : await mailings.unsubscribe(params.token);
    return { exit };
  }
};
