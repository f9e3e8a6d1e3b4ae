import type { Cookies } from '@sveltejs/kit';
import type { Config } from '$lib/server/config';
import type { NewSession } from './sessions';

export const SESSION_COOKIE = 'auftakt_session';

const attributes = (config: Pick<Config, 'origin'>) => ({
  path: '/',
  httpOnly: true,
  sameSite: 'lax' as const,
  secure: config.origin.startsWith('https:')
});

export function writeSessionCookie(
  cookies: Cookies,
  session: NewSession,
  config: Pick<Config, 'origin'>
): void {
  cookies.set(SESSION_COOKIE, session.token, { ...attributes(config), expires: session.expiresAt });
}

export function clearSessionCookie(cookies: Cookies, config: Pick<Config, 'origin'>): void {
  cookies.delete(SESSION_COOKIE, attributes(config));
}

/** The session token in a raw `Cookie` header, for sockets. */
export function sessionTokenOf(cookieHeader: string | undefined): string | null {
  for (const part of (cookieHeader ?? '').split(';')) {
    const [name, value] = part.trim().split('=', 2);
    if (name === SESSION_COOKIE && value) return decode(value);
  }
  return null;
}

function decode(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null; // a broken percent sign is no session
  }
}
