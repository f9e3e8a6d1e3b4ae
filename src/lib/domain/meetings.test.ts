import { expect, test } from 'vitest';
import { comingAndPast, nextMeeting } from './meetings';

const HOUR = 3_600_000;
const meeting = (id: string, startsAt: number, cancelled = false) => ({
  id,
  startsAt: startsAt * HOUR,
  endsAt: (startsAt + 2) * HOUR,
  cancelled
});
const ids = (list: { id: string }[]) => list.map(({ id }) => id);

test('one that is going on is coming, one that has ended is past', () => {
  const all = [meeting('late', 30), meeting('now', 9), meeting('past', 8), meeting('long past', 1)];
  const { coming, past } = comingAndPast(all, 10 * HOUR);
  expect([ids(coming), ids(past)]).toEqual([
    ['now', 'late'],
    ['past', 'long past']
  ]);
});

test('the next is one that takes place', () => {
  const all = [meeting('called off', 20, true), meeting('later', 40), meeting('past', 1)];
  expect(nextMeeting(all, 10 * HOUR)?.id).toBe('later');
  expect(nextMeeting([meeting('called off', 20, true)], 0)).toBeNull();
});
