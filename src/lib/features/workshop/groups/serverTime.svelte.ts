import type { BoardSession } from '$lib/client/BoardSession.svelte';

/** The server's time (ms since 1970), read again every `everyMs`: no phone's own clock is trusted. Call it while a component is made. */
export function serverTime(session: BoardSession, everyMs: number): { readonly now: number } {
  let now = $state(session.now());
  $effect(() => {
    now = session.now();
    const ticking = setInterval(() => (now = session.now()), everyMs);
    return () => clearInterval(ticking);
  });
  return {
    get now() {
      return now;
    }
  };
}
