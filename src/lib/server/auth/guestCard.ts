import type { Cookies } from '@sveltejs/kit';
import type { Config } from '$lib/server/config';

/** Carries a guest's card over the sign-in: whoever then signs in is asked whether it is theirs. */
export const GUEST_CARD_COOKIE = 'guest_card';

/** @param token of a link that signs the guest in */
export function writeGuestCardCookie(cookies: Cookies, token: string, config: Config): void {
  cookies.set(GUEST_CARD_COOKIE, token, {
    path: '/cards',
    httpOnly: true,
    sameSite: 'lax',
    secure: config.origin.startsWith('https:'),
    maxAge: 3600
  });
}
