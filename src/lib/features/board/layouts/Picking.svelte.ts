import Square from '@lucide/svelte/icons/square';
import SquareCheck from '@lucide/svelte/icons/square-check';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { MenuEntry } from '$lib/ui/menu';
import { Selection } from '$lib/ui/Selection.svelte';
import type { BoardController } from '../BoardController.svelte';

/** Selecting several notes of a layout: by the note's menu, Space, Shift with arrows, a click with a key held. */
export class Picking {
  readonly selection: Selection;
  readonly #board: BoardController;

  /** @param order the drawn notes, in reading order */
  constructor(board: BoardController, order: () => readonly string[]) {
    this.#board = board;
    this.selection = new Selection(order);
  }

  /** Whoever may do nothing with several notes need not select any. */
  get may(): boolean {
    const { can } = this.#board.session;
    return can.moveNotes || can.moderate;
  }

  toggle(id: string, extend = false): void {
    this.selection.tick(id, extend);
    this.#board.announcer.say(
      this.selection.has(id) ? m.board_canvas_selected_one() : m.board_canvas_unselected_one()
    );
  }

  /** For the note's menu. */
  entries(id: string): MenuEntry[] {
    if (!this.may) return [];
    const on = this.selection.has(id);
    return [
      {
        label: on ? m.board_canvas_unselect() : m.board_canvas_select(),
        icon: on ? Square : SquareCheck,
        shortcut: m.board_key_space(),
        onselect: () => this.toggle(id)
      }
    ];
  }

  /**
   * For the `click` on a note, before it reaches it. Once something is selected a tap selects more; what is a control of the
   * note stays one.
   */
  click(event: MouseEvent, id: string): void {
    const held = event.shiftKey || event.ctrlKey || event.metaKey;
    if (!this.may || (!held && this.selection.ids.length === 0)) return;
    if (event.target instanceof Element && event.target.closest('a, button, input, textarea')) return;
    event.preventDefault();
    event.stopPropagation();
    this.toggle(id, event.shiftKey);
  }

  /**
   * For the `keydown` of the layout.
   * @param next where an arrow leads from `id`
   * @returns the note that has the focus next, undefined where the key means something else
   */
  keydown(event: KeyboardEvent, id: string, next: (key: string, id: string) => string | undefined) {
    if (!this.may || event.ctrlKey || event.metaKey || event.altKey) return undefined;
    if (event.key === 'Escape' && this.selection.ids.length > 0) {
      this.selection.clear();
      return id;
    }
    if (event.key === ' ') {
      this.toggle(id, event.shiftKey);
      return id;
    }
    if (!event.shiftKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return undefined;
    const to = next(event.key, id) ?? id;
    if (!this.selection.has(id)) this.selection.tick(id);
    this.selection.tick(to, true);
    return to;
  }
}
