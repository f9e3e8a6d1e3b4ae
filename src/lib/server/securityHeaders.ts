import type { Config } from './config';

/**
 * What each response carries beside Kit's Content-Security-Policy (svelte.config.js, which also forbids framing).
 * `personal`: it is somebody's own. `embedHosts`: hosts whose pages may show it in a frame.
 */
export function addSecurityHeaders(
  headers: Headers,
  config: Pick<Config, 'origin'>,
  { personal, embedHosts = [] }: { personal: boolean; embedHosts?: readonly string[] | undefined }
): void {
  headers.set('X-Content-Type-Options', 'nosniff');
  // Addresses carry ids of workshops and, for a moment, tokens.
  headers.set('Referrer-Policy', 'same-origin');
  headers.set(
    'Permissions-Policy',
    'camera=(self), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()'
  );
  headers.set('Cross-Origin-Opener-Policy', 'same-origin');
  headers.set('Cross-Origin-Resource-Policy', 'same-origin');
  if (config.origin.startsWith('https:')) headers.set('Strict-Transport-Security', 'max-age=31536000');
  // Only what says itself that it is private and may be kept (files, which never change) is kept by a browser.
  const keeps = headers.get('cache-control')?.startsWith('private,') === true;
  if ((personal && !keeps) || headers.has('set-cookie')) headers.set('Cache-Control', 'private, no-store');
  else if (!headers.has('cache-control')) headers.set('Cache-Control', 'no-cache');
  const policy = headers.get('Content-Security-Policy');
  if (policy !== null && embedHosts.length > 0) {
    // Only the public page of a board, and only for hosts that its facilitators named.
    const ancestors = `frame-ancestors ${embedHosts.join(' ')}`;
    headers.set('Content-Security-Policy', policy.replace("frame-ancestors 'none'", ancestors));
  } else headers.set('X-Frame-Options', 'DENY');
  // The same address shows different people different pages.
  headers.append('Vary', 'Cookie');
}
