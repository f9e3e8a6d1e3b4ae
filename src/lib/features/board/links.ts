/** The host of a web address as people read it; the address itself where it has none. */
export function hostOf(url: string): string {
  if (!URL.canParse(url)) return url;
  return new URL(url).host.replace(/^www\./, '') || url;
}

/** The web address that somebody typed, `https://` put before it where they left that out; null for everything else. */
export function webAddress(typed: string): string | null {
  const text = typed.trim();
  if (text === '' || /\s/.test(text)) return null;
  const scheme = /^([a-z][a-z0-9+.-]*):(?!\d)/i.exec(text)?.[1]?.toLowerCase();
  const url = scheme === undefined ? `https://${text}` : text;
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') return null;
  if (!/^https?:\/\/[^/]/i.test(url) || !URL.canParse(url)) return null;
  // A single word is a slip, but for this machine's own.
  const { hostname } = new URL(url);
  return hostname.includes('.') || hostname.startsWith('[') || hostname === 'localhost' ? url : null;
}
