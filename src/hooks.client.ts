import type { ClientInit } from '@sveltejs/kit';
import { baseLocale, overwriteGetLocale, toLocale } from '$lib/i18n/paraglide/runtime.js';

/**
 * What the server sent is shown before it is brought to life: hydrating a board takes a phone longer than painting it. The
 * second callback comes after the first frame's paint; in a tab nobody looks at neither comes, so the wait has an end.
 */
export const init: ClientInit = () => {
  // The language of the page as it was sent. Asking paraglide itself would write a cookie before anybody has chosen one.
  overwriteGetLocale(() => toLocale(document.documentElement.lang) ?? baseLocale);
  if (document.visibilityState !== 'visible') return;
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, 300);
  });
};
