import { describe, expect, it } from 'vitest';
import type { NoteRecord } from '$lib/domain/records';
import { BoardFixture, GROUP_A, hedda, lotte, PHASE } from '$lib/domain/testing/boardFixture';
import { inBoardOrder, readByAll } from './readOrder';

const note = (id: string, rank: string, pinnedAt: number | null = null) =>
  ({ type: 'note', id, rank, pinnedAt }) as NoteRecord;
const ids = (notes: readonly NoteRecord[]) => notes.map(({ id }) => id).join('');

describe('notes to be read', () => {
  it('stand as the board orders them, pinned ones first', () => {
    const notes = [note('c', 'n'), note('b', 'z', 1), note('a', 'b')];
    expect(ids(inBoardOrder(notes, 'newest'))).toBe('bca');
    expect(ids(inBoardOrder(notes, 'chosen'))).toBe('bac');
    expect(ids(notes)).toBe('cba');
  });

  it('are on the projector what everybody may read, not what facilitators do', () => {
    const board = new BoardFixture('group');
    const [ofGroup, ofAll] = [board.note(lotte, { groupId: GROUP_A }), board.note(hedda, { groupId: null })];
    const all = [...board.all('note')];
    expect(all.map(({ id }) => id)).toEqual([ofGroup, ofAll]);
    expect(readByAll(board, all).map(({ id }) => id)).toEqual([ofAll]);
    board.do(hedda, { type: 'phase.set', phaseId: PHASE.cluster });
    expect(readByAll(board, [...board.all('note')])).toHaveLength(2);
  });
});
