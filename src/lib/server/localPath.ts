/**
 * A path of this site out of a parameter, else `fallback`: never another host. `//evil`, `/\\evil`, `https://evil`, control
 * characters and dots that lead to two slashes (`/a/..//evil`) are refused: the classic open redirect.
 */
export function localPath(wish: string | null | undefined, fallback = '/'): string {
  if (!wish || !/^\/(?![/\\])[^\\\u0000-\u001f]*$/.test(wish)) return fallback;
  const url = new URL(wish, 'http://localhost');
  // Looked at again after the dots are resolved: what is left must not begin with two slashes.
  const isLocal = url.host === 'localhost' && !url.pathname.startsWith('//');
  return isLocal ? url.pathname + url.search + url.hash : fallback;
}
