import { describe, expect, it } from 'vitest';
import type { NoteRecord, TopicRecord } from '$lib/domain/records';
import { inBoardOrder, readSections } from './readOrder';

const note = (id: string, rank: string, more: Partial<NoteRecord> = {}) =>
  ({ type: 'note', id, rank, topicId: null, pinnedAt: null, ...more }) as NoteRecord;
const topic = (id: string) => ({ type: 'topic', id, title: id }) as TopicRecord;
const ids = (notes: readonly NoteRecord[]) => notes.map(({ id }) => id).join('');

describe('notes to be read', () => {
  const notes = [note('c', 'n'), note('b', 'z', { pinnedAt: 1 }), note('a', 'b')];

  it('stand as the board orders them, pinned ones first', () => {
    expect(ids(inBoardOrder(notes, 'newest'))).toBe('bca');
    expect(ids(inBoardOrder(notes, 'chosen'))).toBe('bac');
    expect(ids(notes)).toBe('cba');
  });

  it('stand under their topics; what lies in none, or in one that is gone, comes last', () => {
    const inTopic = [note('x', 'z', { topicId: 't1' }), note('y', 'a', { topicId: 't1' })];
    const lost = note('l', 'a', { topicId: 'gone' });
    const sections = readSections([topic('t1'), topic('empty')], [...notes, ...inTopic, lost], 'newest');
    expect(sections.map(({ topic, notes }) => [topic?.id ?? null, ids(notes)])).toEqual([
      ['t1', 'yx'],
      [null, 'bcal']
    ]);
  });
});
