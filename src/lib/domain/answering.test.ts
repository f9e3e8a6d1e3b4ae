import { expect, test } from 'vitest';
import { ANSWER_WITHIN_MS, isOverdue, isUnanswered } from './answering';

const waiting = {
  level: 'active' as const,
  state: 'in' as const,
  createdAt: new Date(1000),
  contactedAt: null
};

test('whoever wants to work in the AG waits until somebody gets in touch', () => {
  expect(isUnanswered(waiting)).toBe(true);
  expect(isUnanswered({ ...waiting, contactedAt: new Date(2000) })).toBe(false);
  expect(isUnanswered({ ...waiting, level: 'informed' })).toBe(false);
  expect(isUnanswered({ ...waiting, state: 'asked' })).toBe(true);
  expect(isUnanswered({ ...waiting, state: 'waiting' })).toBe(false);
  expect(isUnanswered({ ...waiting, state: 'declined' })).toBe(false);
});

test('seven days are too long', () => {
  expect(isOverdue(waiting, 1000 + ANSWER_WITHIN_MS - 1)).toBe(false);
  expect(isOverdue(waiting, 1000 + ANSWER_WITHIN_MS)).toBe(true);
  expect(isOverdue({ ...waiting, contactedAt: new Date(2000) }, 1000 + ANSWER_WITHIN_MS)).toBe(false);
});
