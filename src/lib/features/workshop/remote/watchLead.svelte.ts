import type { BoardSession } from '$lib/client/BoardSession.svelte';
import { leadOf } from '$lib/domain/board/stage';

/** A reload is no lost connection. */
export const GONE_MS = 8000;

/** What of a session is watched. */
export type WatchedSession = Pick<BoardSession, 'view' | 'presence' | 'connection' | 'me' | 'isFacilitator'>;

/**
 * Notices that whoever leads has lost the connection, and tells it once each time: only of somebody who was here before, and
 * only while one's own line is good, for without it everybody seems to be gone. Call it where effects may be made.
 */
export function watchLead(session: WatchedSession, tell: (name: string) => void): void {
  const lead = $derived(leadOf(session.view));
  const leadId = $derived(lead?.id ?? null);
  const here = $derived(session.presence.people.some(({ id }) => id === leadId));
  let seen: string | null = null;
  $effect(() => {
    if (!session.isFacilitator || leadId === null || leadId === session.me.id) return;
    if (session.connection !== 'live') return;
    if (here) {
      seen = leadId;
      return;
    }
    if (seen !== leadId) return;
    const timer = setTimeout(() => {
      seen = null;
      tell(lead?.name ?? '');
    }, GONE_MS);
    return () => clearTimeout(timer);
  });
}
