import { describe, expect, it } from 'vitest';
import type { NoteRecord } from '$lib/domain/records';
import { inBoardOrder } from './readOrder';

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
});
