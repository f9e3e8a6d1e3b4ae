import ArchiveRestore from '@lucide/svelte/icons/archive-restore';
import Eye from '@lucide/svelte/icons/eye';
import EyeOff from '@lucide/svelte/icons/eye-off';
import History from '@lucide/svelte/icons/history';
import Pause from '@lucide/svelte/icons/pause';
import Play from '@lucide/svelte/icons/play';
import Share2 from '@lucide/svelte/icons/share-2';
import Smartphone from '@lucide/svelte/icons/smartphone';
import SlidersVertical from '@lucide/svelte/icons/sliders-vertical';
import type { BoardSession } from '$lib/client/BoardSession.svelte';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { MenuEntry } from '$lib/ui/menu';
import { hideOthers, showAll } from '../revealing';
import { toasts } from '$lib/ui/toasts.svelte';

/** What facilitators do to the board itself, for the menu of the bar. */
export function moderatorTools(
  session: BoardSession,
  {
    onsettings,
    onshare,
    onhistory,
    onremoved,
    remoteHref
  }: Record<'onsettings' | 'onshare' | 'onhistory' | 'onremoved', () => void> & {
    /** The page of the remote. */
    remoteHref: string;
  }
): MenuEntry[] {
  if (!session.isFacilitator) return [];
  const { frozen } = session.board;
  const hides = session.sees !== 'all';
  const freeze = (on: boolean) => void session.send({ type: 'board.configure', frozen: on });
  return [
    { label: m.board_settings(), icon: SlidersVertical, onselect: onsettings },
    // The door is for the space's own facilitators.
    ...(session.isAppointed ? [] : [{ label: m.sharing_title(), icon: Share2, onselect: onshare }]),
    { label: m.history_title(), icon: History, onselect: onhistory },
    { label: m.history_removed_title(), icon: ArchiveRestore, onselect: onremoved },
    {
      label: frozen ? m.board_unfreeze() : m.board_freeze(),
      icon: frozen ? Play : Pause,
      onselect: () => {
        freeze(!frozen);
        toasts.add({
          text: frozen ? m.board_unfroze() : m.board_froze(),
          action: { label: m.ui_undo(), run: () => freeze(frozen) }
        });
      }
    },
    ...(session.phase
      ? [
          {
            label: hides ? m.board_private_reveal_all() : m.board_private_hide(),
            icon: hides ? Eye : EyeOff,
            onselect: () => (hides ? showAll : hideOthers)(session)
          }
        ]
      : []),
    { label: m.remote_title(), icon: Smartphone, href: remoteHref },
    { type: 'line' }
  ];
}
