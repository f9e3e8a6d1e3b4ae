import { mayRead } from '$lib/domain/board/project';
import { byRank } from '$lib/domain/rank';
import type { BoardOrder, NoteRecord } from '$lib/domain/records';
import type { Actor, RoomView } from '$lib/domain/rules';
import { pinnedFirst } from '../find';

/** As the board says, with what is pinned to the top. `notes` come newest first. */
export function inBoardOrder(notes: readonly NoteRecord[], order: BoardOrder): readonly NoteRecord[] {
  return pinnedFirst(order === 'chosen' ? notes.toSorted(byRank) : notes);
}

const ANYBODY: Actor = { id: '', name: '', organisation: null, role: 'reader', groupId: null };

/** Of these the ones that everybody in the hall may read now: a facilitator, whose screen the projector shows, sees more. */
export function readByAll(view: RoomView, notes: readonly NoteRecord[]): NoteRecord[] {
  return notes.filter((note) => mayRead(view, ANYBODY, note));
}
