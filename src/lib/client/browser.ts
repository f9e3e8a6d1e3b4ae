/** What the browser tells a session. */
export interface BrowserSignals {
  online: (online: boolean) => void;
  /** The page is looked at again: after a change of tab, a locked screen, the back button. */
  back: () => void;
}

/** Listens to window and document; the answer ends it. Says at once when the browser is offline. */
export function listenToBrowser({ online, back }: BrowserSignals): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  window.addEventListener('online', () => online(true), { signal });
  window.addEventListener('offline', () => online(false), { signal });
  window.addEventListener('focus', back, { signal });
  window.addEventListener('pageshow', (event) => event.persisted && back(), { signal });
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && back(), {
    signal
  });
  if (navigator.onLine === false) online(false);
  return () => ending.abort();
}

const KEY = 'auftakt:reloaded';

/** Fetches the new client. At most once a minute: were the server itself of two versions, pages would reload for ever. */
export function reloadForNewVersion(): void {
  try {
    const last = Number(sessionStorage.getItem(KEY) ?? 0);
    if (Date.now() - last < 60_000) return;
    sessionStorage.setItem(KEY, String(Date.now()));
  } catch {
    // Without a memory there is no guard against a loop: the person reloads by hand.
    return;
  }
  location.reload();
}
