import { fail, redirect } from '@sveltejs/kit';
import { publicDoor } from '$lib/server/auth/guard';
import { writeSessionCookie } from '$lib/server/auth/sessionCookie';
import { statusOf } from '$lib/server/httpStatus';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  publicDoor('before the first account nobody can sign in; the key from the server’s output opens it');
  const { accounts } = locals.app.services;
  if (!(await accounts.setupNeeded())) redirect(303, '/login');
  return { key: url.searchParams.get('key') ?? '', minPassword: accounts.MIN_PASSWORD };
};

export const actions: Actions = {
  default: async ({ request, locals, cookies }) => {
    publicDoor('the service checks the one-time key and that there is no account yet');
    const form = await request.formData();
    const text = (name: string) => String(form.get(name) ?? '');
    const values = {
      key: text('key'),
      spaceName: text('spaceName'),
      name: text('name'),
      email: text('email')
    };
    const result = await locals.app.services.accounts.setUp({ ...values, password: text('password') });
    if (!result.ok) return fail(statusOf(result.code), { ...values, message: result.message });
    writeSessionCookie(cookies, result.session, locals.app.config);
    redirect(303, '/workshops/new');
  }
};
