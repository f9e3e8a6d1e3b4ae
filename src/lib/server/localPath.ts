/**
 * A path on this very site, or `fallback`. `//evil`, `/\evil`, `https://evil` and anything with control characters lead
 * away from it and are refused: the classic open redirect.
 */
export function localPath(given: string | null | undefined, fallback: string): string {
  if (!given || !/^\/[^/\\]/.test(`${given} `) || /[\u0000-\u001f\\]/.test(given)) return fallback;
  const base = 'http://local.invalid';
  if (!URL.canParse(given, base)) return fallback;
  const url = new URL(given, base);
  return url.origin === base ? `${url.pathname}${url.search}${url.hash}` : fallback;
}
