import Repeat from '@lucide/svelte/icons/repeat';
import type { BoardSession } from '$lib/client/BoardSession.svelte';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { MenuEntry } from '$lib/ui/menu';

/** For the menu of the bar: changing one's Kleingruppe, where people choose theirs themselves. */
export function groupTools(session: BoardSession, onchange: () => void): MenuEntry[] {
  const { board, groups, me, isFacilitator } = session;
  if (isFacilitator || !board.open || me.groupId === null) return [];
  if (board.grouping !== 'choose' || groups.length < 2) return [];
  return [{ label: m.groups_change(), icon: Repeat, onselect: onchange }];
}
