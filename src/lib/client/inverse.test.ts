import { expect, test } from 'vitest';
import { backTo, bringBack, stillPossible, type Unsent } from './inverse';

const topic = { id: 't', title: 'Mobilität', rank: 'V' };
const notes = [
  { id: 'a', topicId: 't', rank: 'A' },
  { id: 'b', topicId: 't', rank: 'B' }
];

test('a topic comes back first, then its notes in their places', () => {
  expect(bringBack(topic, notes)).toEqual([
    { type: 'topic.add', topicId: 't', title: 'Mobilität', rank: 'V' },
    { type: 'note.move', noteId: 'a', topicId: 't', rank: 'A' },
    { type: 'note.move', noteId: 'b', topicId: 't', rank: 'B' }
  ]);
});

test('what others removed meanwhile is left out', () => {
  const here = { notes: new Set(['b']), topics: new Set<string>() };
  expect(stillPossible(bringBack(topic, notes), here)).toEqual([
    { type: 'topic.add', topicId: 't', title: 'Mobilität', rank: 'V' },
    { type: 'note.move', noteId: 'b', topicId: 't', rank: 'B' }
  ]);
});

test('a note does not go back into a topic that is gone, but back to the loose ones', () => {
  const here = { notes: new Set(['a', 'c']), topics: new Set(['other']) };
  const loose = backTo({ id: 'c', topicId: null, rank: 'C' });
  expect(stillPossible([backTo({ id: 'a', topicId: 't', rank: 'A' }), loose], here)).toEqual([loose]);
});

test('a topic that is there is not added twice; names and ranks of gone ones are not set', () => {
  const steps: Unsent[] = [
    { type: 'topic.add', topicId: 'here', title: 'X', rank: 'A' },
    { type: 'topic.edit', topicId: 'gone', title: 'X' },
    { type: 'topic.move', topicId: 'here', rank: 'B' },
    { type: 'topic.remove', topicId: 'gone' }
  ];
  expect(stillPossible(steps, { notes: new Set(), topics: new Set(['here']) })).toEqual([
    { type: 'topic.move', topicId: 'here', rank: 'B' }
  ]);
});
