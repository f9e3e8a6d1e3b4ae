import { expect, test } from 'vitest';
import { sortingAfterClick, sortRows, type Sorting } from './rows';

const notes = [
  { id: 'a', text: 'Öffnungszeiten', likes: 2, topic: null },
  { id: 'b', text: 'Bus 12', likes: 10, topic: 'Wege' },
  { id: 'c', text: 'Bus 9', likes: 2, topic: 'Energie' },
  { id: 'd', text: 'Platz', likes: 0, topic: null }
];
const order = (sorting: Sorting | null) =>
  sortRows(notes, sorting, (note, column) =>
    column === 'likes' ? note.likes : column === 'topic' ? note.topic : note.text
  )
    .map(({ id }) => id)
    .join('');

test('words sort as people read them, numbers by size, equals stay as they were', () => {
  expect(order(null)).toBe('abcd');
  expect(order({ column: 'text', ascending: true })).toBe('cbad');
  expect(order({ column: 'text', ascending: false })).toBe('dabc');
  expect(order({ column: 'likes', ascending: false })).toBe('bacd');
});

test('what has nothing in the column comes last in both directions', () => {
  expect(order({ column: 'topic', ascending: true })).toBe('cbad');
  expect(order({ column: 'topic', ascending: false })).toBe('bcad');
});

test('a click sorts, the next one turns it round', () => {
  const first = sortingAfterClick(null, 'time');
  expect(first).toEqual({ column: 'time', ascending: false });
  expect(sortingAfterClick(first, 'time')).toEqual({ column: 'time', ascending: true });
  expect(sortingAfterClick(first, 'text')).toEqual({ column: 'text', ascending: true });
});
