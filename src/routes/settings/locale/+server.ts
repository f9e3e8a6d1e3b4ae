import { redirect } from '@sveltejs/kit';
import { cookieName, isLocale } from '$lib/i18n/paraglide/runtime.js';
import { publicDoor } from '$lib/server/auth/guard';
import { localPath } from '$lib/server/localPath';
import type { RequestHandler } from './$types';

const YEAR_S = 365 * 24 * 3600;

/** The language, chosen with a form: fields `locale` and `next` (where to go back to). */
export const POST: RequestHandler = async ({ request, cookies, locals }) => {
  publicDoor('everybody chooses a language');
  const form = await request.formData();
  const locale = form.get('locale');
  const next = form.get('next');
  if (isLocale(locale)) {
    // Paraglide reads the cookie in the browser too.
    cookies.set(cookieName, locale, {
      path: '/',
      httpOnly: false,
      sameSite: 'lax',
      secure: locals.app.config.origin.startsWith('https:'),
      maxAge: YEAR_S
    });
  }
  redirect(303, localPath(typeof next === 'string' ? next : null));
};
