/** What a person may do with a note: as the entries of its menu, and as single keys while the note has the focus. */
import ArrowUpToLine from '@lucide/svelte/icons/arrow-up-to-line';
import Copy from '@lucide/svelte/icons/copy';
import CornerDownRight from '@lucide/svelte/icons/corner-down-right';
import Eye from '@lucide/svelte/icons/eye';
import EyeOff from '@lucide/svelte/icons/eye-off';
import History from '@lucide/svelte/icons/history';
import Layers from '@lucide/svelte/icons/layers';
import Link from '@lucide/svelte/icons/link';
import Maximize2 from '@lucide/svelte/icons/maximize-2';
import Palette from '@lucide/svelte/icons/palette';
import Pencil from '@lucide/svelte/icons/pencil';
import PinOff from '@lucide/svelte/icons/pin-off';
import Trash2 from '@lucide/svelte/icons/trash-2';
import { sourceText } from '$lib/domain/noteContent';
import { kindsOf } from '$lib/domain/kinds';
import type { NoteRecord } from '$lib/domain/records';
import { m } from '$lib/i18n/paraglide/messages.js';
import { kindLook } from '$lib/ui/kindLook';
import type { MenuEntry } from '$lib/ui/menu';
import { toasts } from '$lib/ui/toasts.svelte';
import type { BoardController } from './BoardController.svelte';

/** @param places where the layout can put the note, besides "Verschieben nach …" */
export function noteMenu(
  board: BoardController,
  note: NoteRecord,
  places: readonly MenuEntry[] = []
): MenuEntry[] {
  const entries: MenuEntry[] = [];
  const mayChange = board.mayChange(note);
  if (board.opened.id !== note.id) {
    entries.push({
      label: m.board_menu_open(),
      icon: Maximize2,
      shortcut: 'Enter',
      onselect: () => board.opened.open(note.id)
    });
  }
  if (mayChange) {
    entries.push({ label: m.ui_edit(), icon: Pencil, shortcut: 'E', onselect: () => board.edit(note) });
    entries.push({
      type: 'sub',
      label: m.board_menu_kind(),
      icon: Palette,
      items: kindsOf(board.session.board).map(({ kind, name }) => {
        const { icon, label } = kindLook(kind, name);
        return {
          label: label(),
          icon,
          checked: kind === note.kind,
          onselect: () => board.recolour(note, kind)
        };
      })
    });
  }
  if (board.mayPin(note)) {
    const pinned = note.pinnedAt !== null;
    entries.push({
      label: pinned ? m.board_menu_unpin() : m.board_menu_pin(),
      icon: pinned ? PinOff : ArrowUpToLine,
      shortcut: 'P',
      onselect: () => board.pinToTop(note, !pinned)
    });
  }
  if (board.mayReveal && note.status === 'shown') {
    entries.push({
      label: note.revealed ? m.board_hide_again() : m.board_reveal(),
      icon: note.revealed ? EyeOff : Eye,
      onselect: () => board.reveal([note.id], !note.revealed)
    });
  }
  if (note.stackId !== null && board.session.can.moveNotes) {
    entries.push({ label: m.note_stack_out(), icon: Layers, onselect: () => board.unstack(note.id) });
  }
  if (board.mayMove(note)) {
    entries.push({
      label: m.board_menu_move(),
      icon: CornerDownRight,
      shortcut: 'M',
      onselect: () => (board.movingId = note.id)
    });
  }
  entries.push(...places);
  entries.push({ label: m.ui_copy(), icon: Copy, onselect: () => void copy(sourceText(note)) });
  entries.push({
    label: m.history_menu_note(),
    icon: History,
    onselect: () => (board.historyOf = note.id)
  });
  entries.push({
    label: m.board_menu_link(),
    icon: Link,
    onselect: () => void copy(board.opened.link(note.id))
  });
  if (mayChange) {
    entries.push({ type: 'line' });
    entries.push({
      label: m.board_remove(),
      icon: Trash2,
      danger: true,
      shortcut: m.board_key_delete(),
      onselect: () => board.remove(note)
    });
  }
  return entries;
}

/**
 * For the `keydown` of the element that has the focus for a note: Enter opens it, a full stop or the menu key its menu, single
 * keys do what stands in it.
 */
export function noteKeydown(
  event: KeyboardEvent,
  board: BoardController,
  note: NoteRecord,
  openMenu: () => void
): void {
  if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Enter') board.opened.open(note.id);
  else if (event.key === '.' || event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey))
    openMenu();
  else if (!noteKey(board, note, event.key)) return;
  event.preventDefault();
}

/** For the `click` on a note: what is no control in it, and no selecting of words, opens it. */
export function noteClick(event: MouseEvent, board: BoardController, note: NoteRecord): void {
  const { target } = event;
  if (event.defaultPrevented || !(target instanceof Element)) return;
  if (target.closest('a, button, input, textarea, select, label, [role="menu"], .thread')) return;
  if (getSelection()?.isCollapsed === false) return;
  board.opened.open(note.id);
}

/** Does what the key stands for; answers false where it stands for nothing, or nothing allowed. */
function noteKey(board: BoardController, note: NoteRecord, key: string): boolean {
  switch (key.toLowerCase()) {
    case 'e':
      if (!board.mayChange(note)) return false;
      board.edit(note);
      return true;
    case 'm':
      if (!board.mayMove(note)) return false;
      board.movingId = note.id;
      return true;
    case 'p':
      if (!board.mayPin(note)) return false;
      board.pinToTop(note, note.pinnedAt === null);
      return true;
    case 'delete':
      if (!board.mayChange(note)) return false;
      board.remove(note);
      return true;
    default:
      return false;
  }
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toasts.add({ text: m.ui_copied() });
  } catch {
    // not allowed, or no secure page
    toasts.add({ text: m.ui_copy_failed() });
  }
}
