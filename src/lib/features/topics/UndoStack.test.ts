import { describe, expect, test } from 'vitest';
import type { Unsent } from '$lib/client/inverse';
import { UndoStack } from './UndoStack';

const move = (noteId: string): Unsent => ({ type: 'note.move', noteId, topicId: null, rank: 'V' });

describe('UndoStack', () => {
  test('gives the newest step first', () => {
    const stack = new UndoStack();
    stack.push([move('a')]);
    stack.push([move('b'), move('c')]);
    expect(stack.pop()?.inverse).toEqual([move('b'), move('c')]);
    expect(stack.pop()?.inverse).toEqual([move('a')]);
    expect(stack.pop()).toBeNull();
  });
  test('gives a certain step once, whatever came after it', () => {
    const stack = new UndoStack();
    const first = stack.push([move('a')]);
    stack.push([move('b')]);
    expect(stack.take(first)?.inverse).toEqual([move('a')]);
    expect(stack.take(first)).toBeNull();
    expect(stack.size).toBe(1);
  });
  test('keeps the last 50 steps', () => {
    const stack = new UndoStack();
    const first = stack.push([move('first')]);
    for (let i = 0; i < 50; i++) stack.push([move(`n${i}`)]);
    expect(stack.size).toBe(50);
    expect(stack.take(first)).toBeNull();
  });
});
