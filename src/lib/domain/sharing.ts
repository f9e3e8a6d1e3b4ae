/** Shortest password of a board in characters: said aloud in a hall, and guessing is slowed down. */
export const MIN_BOARD_PASSWORD = 6;
export const MAX_BOARD_PASSWORD = 100;

export const MAX_EMBED_HOSTS = 20;

const HOST =
  /^(?=.{1,253}(:|$))([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*(:\d{1,5})?$/;

/**
 * The host (and port, where it is none of the usual) that somebody means by an address or a host's name; null when it is
 * none. What comes back is safe in a Content-Security-Policy: letters, digits, hyphens, dots, a port.
 */
export function embedHostOf(typed: string): string | null {
  const text = typed.trim();
  const address = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  if (text === '' || !URL.canParse(address)) return null;
  const { host, username, password } = new URL(address);
  return username === '' && password === '' && HOST.test(host) ? host : null;
}
