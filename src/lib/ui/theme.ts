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

/** What the page shows now: the choice, else the system's wish. In the browser only. */
export function shownTheme(): Theme {
  const chosen = themeOf(document.documentElement.dataset.theme);
  if (chosen) return chosen;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

/** Draws the page in `theme` and keeps the choice for the next ones. In the browser only. */
export function chooseTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  document.cookie = `${THEME_COOKIE}=${theme}; path=/; max-age=31536000; samesite=lax`;
  localStorage.setItem(THEME_COOKIE, theme);
}
