import { expect, test } from 'vitest';
import { aTopic } from '$lib/domain/testing/records';
import { drawnDots, rankTopics } from './ranking';

const topic = (id: string, rank: string, dots: number | null, removedAt: number | null = null) =>
  aTopic({ id, rank, dots, removedAt });

test('most dots first, equals in the order of the wall and on the same place', () => {
  const ranked = rankTopics(
    [topic('a', 'a', 3), topic('b', 'b', 7), topic('c', 'c', 3), topic('d', 'd', 1)],
    []
  );
  expect(ranked.map(({ topic: { id }, place }) => [id, place])).toEqual([
    ['b', 1],
    ['a', 2],
    ['c', 2],
    ['d', 4]
  ]);
});

test('without dots the order of the wall counts, removed topics do not', () => {
  const ranked = rankTopics([topic('b', 'b', null), topic('x', 'a', null, 5), topic('c', 'c', null)], []);
  expect(ranked.map(({ topic: { id }, place }) => [id, place])).toEqual([
    ['b', 1],
    ['c', 2]
  ]);
});

test('counts notes and the groups they come from', () => {
  const notes = [
    { topicId: 'a', groupId: 'g1' },
    { topicId: 'a', groupId: 'g1' },
    { topicId: 'a', groupId: null },
    { topicId: 'b', groupId: 'g2' },
    { topicId: null, groupId: 'g3' }
  ];
  const [a, b] = rankTopics([topic('a', 'a', null), topic('b', 'b', null)], notes);
  expect([a?.notes, a?.groups, b?.notes, b?.groups]).toEqual([3, 1, 1, 1]);
});

test.each([
  [0, 0, 1],
  [60, 60, 1],
  [61, 31, 2],
  [120, 60, 2],
  [121, 31, 4],
  [1000, 56, 18]
])('%i votes are drawn as %i dots of %i', (votes, dots, each) => {
  expect(drawnDots(votes)).toEqual({ dots, each });
});
