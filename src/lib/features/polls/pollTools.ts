import ChartBar from '@lucide/svelte/icons/chart-bar';
import type { BoardSession } from '$lib/client/BoardSession.svelte';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { MenuEntry } from '$lib/ui/menu';

/** Ids of the polls that were asked, open or over: where there are any, participants have something to look at. */
export function askedIds({ view }: BoardSession): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const poll of view.all('poll'))
    if (poll.removedAt === null && poll.openedAt !== null) ids.add(poll.id);
  return ids;
}

/** For the menu of the bar. */
export function pollTools(session: BoardSession, onselect: () => void): MenuEntry[] {
  return session.isFacilitator || askedIds(session).size > 0
    ? [{ label: m.polls_title(), icon: ChartBar, onselect }]
    : [];
}
