/** A link in the page's head or foot. */
export interface SiteLink {
  href: string;
  label: string;
  /** A shorter word for narrow screens. */
  short?: string;
}

/** Whether `path` is the linked page or lies below it. The start page is only itself. */
export function isCurrent(href: string, path: string): boolean {
  return href === path || (href !== '/' && path.startsWith(`${href}/`));
}
