import { fail } from '@sveltejs/kit';
import { consentText } from '$lib/i18n/cardConsent';
import { publicDoor } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import type { Actions, PageServerLoad } from './$types';

const KEY = 'the link answers for one card, and was sent to its owner only';

/** Looking changes nothing: mail programs and scanners follow links too. */
export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
  publicDoor(KEY);
  setHeaders({ 'cache-control': 'private, no-store' });
  return { check: await locals.app.services.cardChecks.page(params.token) };
};

export const actions: Actions = {
  confirm: async ({ locals, params, request }) => {
    publicDoor(KEY);
    const { cardChecks } = locals.app.services;
    const agreed = (await request.formData()).has('consent');
    const check = await cardChecks.page(params.token);
    const consent =
      agreed && check?.state === 'expired' && check.audience !== 'private'
        ? consentText(check.audience)
        : null;
    const result = await cardChecks.confirm(params.token, consent);
    return result.ok ? { confirmed: true } : fail(statusOf(result.code), { message: result.message });
  },
  remove: async ({ locals, params }) => {
    publicDoor(KEY);
    const result = await locals.app.services.cardChecks.remove(params.token);
    return result.ok ? { removed: true } : fail(statusOf(result.code), { message: result.message });
  }
};
