import { expect, it } from 'vitest';
import { FileLimits } from './fileLimits';

const clock = { time: 0, now: () => clock.time, after: () => () => undefined };
const MB = 1_000_000;

it('lets four of one person come at once, and the next when one is through', () => {
  const limits = new FileLimits(clock, 100 * MB);
  const begun = Array.from({ length: 200 }, () => limits.begin('lotte', 'room'));
  expect(begun.filter((one) => 'end' in one)).toHaveLength(4);
  expect(begun[4]).toEqual({ wait: 3000 });
  expect(limits.begin('otto', 'room')).toHaveProperty('end');
  const [first] = begun;
  if (first && 'end' in first) first.end();
  expect(limits.begin('lotte', 'room')).toHaveProperty('end');
  expect(limits.underWay).toBe(5);
});

it('slows down who uploads without end', () => {
  const limits = new FileLimits(clock, 100 * MB);
  for (let i = 0; i < 60; i += 1) {
    const one = limits.begin('lotte', 'room');
    if ('end' in one) one.end();
  }
  expect(limits.begin('lotte', 'room')).toEqual({ wait: 600_000 });
  clock.time += 600_000;
  expect(limits.begin('lotte', 'room')).toHaveProperty('end');
});

it('gives a board its share, a participant a tenth of it, the moderation all', () => {
  const limits = new FileLimits(clock, 100 * MB);
  const room = { count: 10, bytes: 50 * MB };
  const person = { count: 2, bytes: 9 * MB };
  expect(limits.whoIsFull({ room, person }, MB, false)).toBeNull();
  expect(limits.whoIsFull({ room, person }, 2 * MB, false)).toBe('person');
  expect(limits.whoIsFull({ room, person }, 2 * MB, true)).toBeNull();
  expect(limits.whoIsFull({ room, person: { count: 100, bytes: 1 } }, 1, false)).toBe('person');
  expect(limits.whoIsFull({ room: { count: 10, bytes: 100 * MB }, person }, 1, true)).toBe('board');
  expect(limits.whoIsFull({ room: { count: 5000, bytes: 0 }, person }, 1, true)).toBe('board');
});
