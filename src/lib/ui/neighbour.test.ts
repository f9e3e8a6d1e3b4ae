import { describe, expect, test } from 'vitest';
import { directionOf, neighbour } from './neighbour';

describe('neighbour', () => {
  const list = (ids: string) => ({ notes: Array.from(ids, (id) => ({ id })) });
  const lists = [list('abc'), list(''), list('xy')];
  test('up and down inside a list', () => {
    expect(neighbour(lists, 'a', 'down')).toBe('b');
    expect(neighbour(lists, 'a', 'up')).toBeNull();
    expect(neighbour(lists, 'b', 'first')).toBe('a');
    expect(neighbour(lists, 'b', 'last')).toBe('c');
  });
  test('left and right skip empty lists and keep the height', () => {
    expect(neighbour(lists, 'b', 'right')).toBe('y');
    expect(neighbour(lists, 'c', 'right')).toBe('y');
    expect(neighbour(lists, 'y', 'left')).toBe('b');
    expect(neighbour(lists, 'y', 'right')).toBeNull();
  });
});

test('directionOf knows the keys that lead to another note', () => {
  expect(directionOf('ArrowLeft')).toBe('left');
  expect(directionOf('End')).toBe('last');
  expect(directionOf('x')).toBeUndefined();
});
