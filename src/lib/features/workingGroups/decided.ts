import { m } from '$lib/i18n/paraglide/messages.js';

/** What a coordination reads after it has answered. */
export function decidedToast(verdict: string, count: number): string {
  if (verdict === 'decline') return m.desk_decided_decline({ count });
  return verdict === 'admit' ? m.desk_decided_admit({ count }) : m.desk_decided_approve({ count });
}
