/** Set by the script in app.html, which is there before any of ours. */
interface EarlyTap {
  (event: MouseEvent): void;
  tapped?: HTMLElement;
}

declare global {
  interface Window {
    auftaktEarly?: EarlyTap;
  }
}

/**
 * On a slow line a page can be read, and tapped, seconds before its script is there. What was tapped last in that time is done
 * now. To be called when the page is alive. (Links and forms need no script, they work by themselves.)
 */
export function doEarlyTap(): void {
  const early = window.auftaktEarly;
  if (!early) return;
  removeEventListener('click', early, true);
  delete window.auftaktEarly;
  if (early.tapped?.isConnected) early.tapped.click();
}
