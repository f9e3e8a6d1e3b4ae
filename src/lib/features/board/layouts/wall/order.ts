import ArrowLeft from '@lucide/svelte/icons/arrow-left';
import ArrowRight from '@lucide/svelte/icons/arrow-right';
import { ranksFor, stepIndex } from '$lib/domain/place';
import type { NoteRecord } from '$lib/domain/records';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { MenuEntry } from '$lib/ui/menu';
import type { BoardController } from '../../BoardController.svelte';
import { mayPlace } from '../placing';

/** The notes whose order can be chosen: what is pinned stands above them in any case. */
const inOrder = (board: BoardController): NoteRecord[] =>
  board.shown.arrivals.shown.filter((note) => note.pinnedAt === null);

function goal(board: BoardController, noteId: string, by: -1 | 1): number | null {
  const notes = inOrder(board);
  const note = notes.find(({ id }) => id === noteId);
  if (!note || board.shown.order !== 'chosen' || !mayPlace(board.session, note, note.topicId)) return null;
  return stepIndex(notes, noteId, by);
}

/** Puts a note one place to the front (-1) or back (1), where the order is the chosen one. Answers whether it did. */
export function stepInOrder(board: BoardController, noteId: string, by: -1 | 1): boolean {
  const index = goal(board, noteId, by);
  if (index === null) return false;
  const ranks = ranksFor(inOrder(board), index, [noteId]);
  // Others' notes that share a rank get new ones too, from those who may move them.
  const moves = board.session.can.moveNotes ? ranks : ranks.slice(0, 1);
  board.step(moves.map(({ id, rank }) => ({ type: 'note.move', noteId: id, rank })));
  const notes = inOrder(board);
  const place = notes.findIndex(({ id }) => id === noteId) + 1;
  board.announcer.say(m.board_placed_in_order({ place, total: notes.length }));
  return true;
}

/** The same for the note's menu. */
export function placesInOrder(board: BoardController, note: NoteRecord): MenuEntry[] {
  const entry = (by: -1 | 1, label: string, icon: typeof ArrowLeft, key: string): MenuEntry[] =>
    goal(board, note.id, by) === null
      ? []
      : [
          {
            label,
            icon,
            shortcut: m.board_place_key({ key }),
            onselect: () => stepInOrder(board, note.id, by)
          }
        ];
  return [
    ...entry(-1, m.board_place_front(), ArrowLeft, '←'),
    ...entry(1, m.board_place_back(), ArrowRight, '→')
  ];
}
