import { expect, test } from 'vitest';
import { isLate, openAndDone } from './tasks';

const task = (id: string, dueOn: string | null = null, doneAt: number | null = null) => ({
  id,
  dueOn,
  doneAt
});

test('the most urgent comes first, what has no day last, and among those as they came', () => {
  const tasks = [task('any'), task('later', '2026-03-10'), task('any too'), task('soon', '2026-03-09')];
  expect(openAndDone(tasks).open.map(({ id }) => id)).toEqual(['soon', 'later', 'any', 'any too']);
});

test('what is done stands apart, the latest first', () => {
  const { open, done } = openAndDone([task('first', null, 1), task('second', '2026-03-01', 2), task('open')]);
  expect([open, done].map((list) => list.map(({ id }) => id))).toEqual([['open'], ['second', 'first']]);
});

test('a task is late from the day after, unless it is done', () => {
  expect(isLate(task('a', '2026-03-09'), '2026-03-09')).toBe(false);
  expect(isLate(task('a', '2026-03-09'), '2026-03-10')).toBe(true);
  expect(isLate(task('a', '2026-03-09', 1), '2026-03-10')).toBe(false);
  expect(isLate(task('a'), '2026-03-10')).toBe(false);
});
