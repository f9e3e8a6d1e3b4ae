const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** What somebody pastes into a page of theirs to show a board's public page in it. */
export function embedCode(publicLink: string, title: string): string {
  const safe = (text: string) => text.replace(/[&<>"]/g, (one) => ENTITIES[one] ?? one);
  return `<iframe src="${safe(publicLink)}?embed" title="${safe(title)}" width="100%" height="700" style="border:0" loading="lazy"></iframe>`;
}
