/** The address only if a browser may open it: http and https. Everything else (also what an import brought in) is no link. */
export function safeWeb(web: string): string | null {
  if (web === '' || !URL.canParse(web)) return null;
  const { protocol } = new URL(web);
  return protocol === 'https:' || protocol === 'http:' ? web : null;
}

/** The address as people read it: without scheme, www and the last slash. */
export function webLabel(web: string): string {
  return web.replace(/^https?:\/\/(www\.)?/i, '').replace(/\/$/, '');
}

/** `tel:` takes digits and a leading plus; people write numbers in any shape. */
export function telOf(phone: string): string {
  return `tel:${phone
    .replace(/\(0\)/g, '')
    .replace(/[^0-9+]/g, '')
    .replace(/(?!^)\+/g, '')}`;
}

/** `mailto:` with everything but the @ as letters of an address: no address typed on a card adds a subject or a copy. */
export function mailtoOf(email: string): string {
  return `mailto:${encodeURIComponent(email).replace('%40', '@')}`;
}
