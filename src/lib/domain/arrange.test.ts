import { describe, expect, test } from 'vitest';
import { arrange, groupsIn, nextStaying, withHeld } from './arrange.ts';

const note = (id: string, topicId: string | null, rank: string) => ({ id, topicId, rank });
const notes = [
  note('c', null, 'c'),
  note('a', null, 'a'),
  note('b', null, 'b'),
  note('y', 't1', 'y'),
  note('x', 't1', 'x')
];
const ids = (lists: { notes: { id: string }[] }[]) =>
  lists.map((list) => list.notes.map((n) => n.id).join(''));

describe('arrange', () => {
  test('sorts notes into the Themenspeicher and the topics, each by rank', () => {
    expect(ids(arrange(notes, ['t2', 't1']))).toEqual(['abc', '', 'xy']);
  });
  test('a note of an unknown topic is loose', () => {
    expect(ids(arrange(notes, []))).toEqual(['abcxy']);
  });
});

describe('withHeld', () => {
  test('a held note stays where it was picked up, also when it was moved or removed by somebody else', () => {
    const held = new Map([
      ['a', note('a', null, 'a')],
      ['gone', note('gone', 't1', 'xx')]
    ]);
    const moved = [note('a', 't1', 'z'), note('x', 't1', 'x')];
    expect(ids(arrange(withHeld(moved, held), ['t1']))).toEqual(['a', 'xgone']);
  });
  test('without a drag it is the same list', () => {
    expect(withHeld(notes, new Map())).toBe(notes);
  });
});

test('nextStaying goes on to the next note that stays, then back, then nowhere', () => {
  const list = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
  expect(nextStaying(list, new Set(['a']))).toBe('b');
  expect(nextStaying(list, new Set(['a', 'c']))).toBe('b');
  expect(nextStaying(list, new Set(['c']))).toBe('b');
  expect(nextStaying(list, new Set(['a', 'b', 'c']))).toBeNull();
});

test('groupsIn counts different groups, the plenary for none', () => {
  expect(groupsIn([{ groupId: 'g' }, { groupId: 'g' }, { groupId: null }, { groupId: 'h' }])).toBe(2);
});
