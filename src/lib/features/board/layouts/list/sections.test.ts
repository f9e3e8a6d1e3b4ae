import { expect, test } from 'vitest';
import { sectionsOf } from './sections';

const note = (id: string, topicId: string | null) => ({ id, topicId });
const notes = [note('a', 't2'), note('b', null), note('c', 't1'), note('d', 't2'), note('e', 'gone')];
const heads = [
  { id: 't1', title: 'Wege' },
  { id: 't2', title: 'Treffpunkte' },
  { id: 't3', title: 'Energie' }
];

test('notes stand under their heads, in the order of both; an empty head is left out', () => {
  const sections = sectionsOf(notes, heads, ({ topicId }) => topicId, 'Themenspeicher');
  expect(sections.map(({ title, notes: under }) => [title, under.map(({ id }) => id).join('')])).toEqual([
    ['Wege', 'c'],
    ['Treffpunkte', 'ad'],
    ['Themenspeicher', 'be']
  ]);
});

test('without heads it is one list', () => {
  expect(sectionsOf(notes, [], ({ topicId }) => topicId, 'Themenspeicher')).toEqual([
    { id: null, title: null, notes }
  ]);
});
