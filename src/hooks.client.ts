import type { ClientInit } from '@sveltejs/kit';

/**
 * What the server sent is shown before it is brought to life: hydrating a board takes a phone longer than painting it. The
 * second callback comes after the first frame's paint; in a tab nobody looks at neither comes, so the wait has an end.
 */
export const init: ClientInit = () => {
  if (document.visibilityState !== 'visible') return;
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, 300);
  });
};
