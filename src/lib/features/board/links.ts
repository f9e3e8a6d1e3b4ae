/** The host of a web address as people read it; the address itself where it has none. */
export function hostOf(url: string): string {
  if (!URL.canParse(url)) return url;
  return new URL(url).host.replace(/^www\./, '') || url;
}
