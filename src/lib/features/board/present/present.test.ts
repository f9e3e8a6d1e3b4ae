import { describe, expect, it } from 'vitest';
import type { NoteRecord } from '$lib/domain/records';
import { ALL_SLIDES, placeOf, slideKey, slidesOf, swipe } from './slides';
import { stageColumns } from './stageColumns';

describe('the notes on the projector', () => {
  it('keep their columns when a new one comes', () => {
    const before = stageColumns(['d', 'c', 'b', 'a'], 3);
    const after = stageColumns(['e', 'd', 'c', 'b', 'a'], 3);
    expect(before).toEqual([['d', 'a'], ['b'], ['c']]);
    expect(after).toEqual([['d', 'a'], ['e', 'b'], ['c']]);
  });
});

describe('slides', () => {
  const note = (id: string, more: Partial<NoteRecord>) =>
    ({ id, topicId: null, groupId: null, kind: 'idea', ...more }) as NoteRecord;
  const notes = [
    note('a', { topicId: 't' }),
    note('b', { groupId: 'g', kind: 'need' }),
    note('c', { topicId: 't', groupId: 'g' })
  ];
  const ids = (filter: Partial<typeof ALL_SLIDES>) =>
    slidesOf(notes, { ...ALL_SLIDES, ...filter })
      .map(({ id }) => id)
      .join('');

  it('are the notes of a topic, a group, a kind, in the order given', () => {
    expect([ids({}), ids({ topicId: 't' }), ids({ groupId: 'g' }), ids({ kind: 'need' })]).toEqual([
      'abc',
      'ac',
      'bc',
      'b'
    ]);
    expect(ids({ topicId: 't', groupId: 'g' })).toBe('c');
  });

  it('go on from where one is, also when notes come and go', () => {
    expect(placeOf(notes, 'b', 0)).toBe(1);
    expect(placeOf(notes.slice(1), 'c', 2)).toBe(1);
    expect(placeOf(notes.slice(0, 2), 'c', 2)).toBe(1);
    expect(placeOf([], 'c', 2)).toBe(-1);
    expect(placeOf(notes, null, 0)).toBe(0);
  });

  it('hear the keys of presenters, and a swipe that is one', () => {
    expect(['PageDown', ' ', 'PageUp', 'Escape', 'x'].map(slideKey)).toEqual([
      'next',
      'next',
      'back',
      'leave',
      null
    ]);
    expect([swipe(-80, 10), swipe(80, -10), swipe(-80, 70), swipe(20, 0)]).toEqual([
      'next',
      'back',
      null,
      null
    ]);
  });
});
