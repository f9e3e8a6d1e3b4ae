import Redo2 from '@lucide/svelte/icons/redo-2';
import Undo2 from '@lucide/svelte/icons/undo-2';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { MenuEntry } from '$lib/ui/menu';
import type { BoardController } from './BoardController.svelte';

/** Taking back the own last step, and doing it again, for the menu of the bar: only where there is one. */
export function stepTools(board: BoardController): MenuEntry[] {
  const { canUndo, canRedo } = board.session.steps;
  const ctrl = m.board_key_ctrl();
  const entries: MenuEntry[] = [];
  if (canUndo) {
    entries.push({
      label: m.ui_undo(),
      icon: Undo2,
      shortcut: `${ctrl} Z`,
      onselect: () => void board.undo()
    });
  }
  if (canRedo) {
    entries.push({
      label: m.board_redo(),
      icon: Redo2,
      shortcut: `${ctrl} Y`,
      onselect: () => void board.redo()
    });
  }
  return entries.length === 0 ? [] : [...entries, { type: 'line' }];
}
