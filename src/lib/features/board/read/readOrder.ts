import { byRank } from '$lib/domain/rank';
import type { BoardOrder, NoteRecord } from '$lib/domain/records';
import { pinnedFirst } from '../find';

/** As the board says, with what is pinned to the top. `notes` come newest first. */
export function inBoardOrder(notes: readonly NoteRecord[], order: BoardOrder): readonly NoteRecord[] {
  return pinnedFirst(order === 'chosen' ? notes.toSorted(byRank) : notes);
}
