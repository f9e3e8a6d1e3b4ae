/** The cookie that carries a person's choice of light or dark, so that the server can draw it at once. */
export const THEME_COOKIE = 'auftakt_theme';

export type Theme = 'light' | 'dark';

/** A stored choice, or undefined where there is none or somebody wrote nonsense into it. */
export function themeOf(stored: string | null | undefined): Theme | undefined {
  return stored === 'light' || stored === 'dark' ? stored : undefined;
}

/**
 * The attribute for `<html>` in app.html (`%theme%`): `data-theme="dark"`, or nothing, and then the
 * system's wish counts. Only known words come through, so the cookie cannot write markup.
 */
export function themeAttribute(cookieValue: string | null | undefined): string {
  const theme = themeOf(cookieValue);
  return theme ? `data-theme="${theme}"` : '';
}
