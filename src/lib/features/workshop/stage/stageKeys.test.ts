import { expect, test } from 'vitest';
import { afterKey, stageKey } from './stageKeys.ts';

const choices = ['auto', 'access', 'task', 'notes', 'blank'] as const;
const showing = (shown: 'access' | 'task' | 'notes') => ({
  chosen: shown,
  shown,
  before: 'auto' as const,
  choices
});

test('arrows go round the views, also from what the phase has chosen', () => {
  expect(afterKey('next', { ...showing('access'), chosen: 'auto' })).toBe('task');
  expect(afterKey('next', showing('notes'))).toBe('access');
  expect(afterKey('back', showing('access'))).toBe('notes');
});

test('B makes dark and brings back what was chosen before, and so does an arrow', () => {
  expect(afterKey('blank', showing('task'))).toBe('blank');
  const dark = { chosen: 'blank', shown: 'blank', before: 'task', choices } as const;
  expect(afterKey('blank', dark)).toBe('task');
  expect(afterKey('next', dark)).toBe('task');
  expect(afterKey('auto', dark)).toBe('auto');
});

test('the keys of presenters’ remote controls, and no letter besides', () => {
  expect(['PageDown', 'PageUp', '.', 'B', 'Escape', 'x', 'Enter'].map(stageKey)).toEqual([
    'next',
    'back',
    'blank',
    'blank',
    'auto',
    null,
    null
  ]);
});
