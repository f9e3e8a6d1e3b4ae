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
/** Were the server itself of two versions for a while (a rolling update), pages would reload for ever. */
const APART_MS = 60_000;
let planned = false;

/**
 * Fetches the new client. At most once a minute, the next time by itself when that is over: a projector that nobody touches
 * comes back too.
 *
 * @param safe whether nothing would be lost; asked at the very moment
 */
export function reloadForNewVersion(safe: () => boolean): void {
  if (planned || !safe()) return;
  try {
    const wait = Number(sessionStorage.getItem(KEY) ?? 0) + APART_MS - Date.now();
    if (wait > 0) {
      planned = true;
      setTimeout(() => {
        planned = false;
        reloadForNewVersion(safe);
      }, wait);
      return;
    }
    sessionStorage.setItem(KEY, String(Date.now()));
  } catch {
    // Without a memory there is no guard against a loop: the person reloads by hand.
    return;
  }
  location.reload();
}
