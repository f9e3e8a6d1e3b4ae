import { expect, test } from 'vitest';
import { splitArrivals } from './arrivals';

const notes = ['d', 'c', 'b', 'a'].map((id) => ({ id }));
const ids = (list: readonly { id: string }[]) => list.map((note) => note.id).join('');
const nobodys = () => false;

test('a wall that is not held shows everything', () => {
  expect(splitArrivals(notes, null, nobodys)).toEqual({ shown: notes, waiting: [] });
});

test("while it is held, others' new notes wait and own ones show at once", () => {
  const { shown, waiting } = splitArrivals(notes, new Set(['a', 'b']), (note) => note.id === 'd');
  expect(ids(shown)).toBe('dba');
  expect(ids(waiting)).toBe('c');
});

test('a note that was removed meanwhile is not missed', () => {
  expect(ids(splitArrivals(notes, new Set(['a', 'x']), nobodys).shown)).toBe('a');
});
