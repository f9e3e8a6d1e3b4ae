import { expect, test } from 'vitest';
import { ReadMessages } from './readMessages';

test('remembers per room and person up to when messages were read', () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value)
  };
  const mine = new ReadMessages(storage, 'room', 'lotte');
  expect(mine.upTo).toBe(0);
  mine.upTo = 42;
  expect(new ReadMessages(storage, 'room', 'lotte').upTo).toBe(42);
  expect(new ReadMessages(storage, 'room', 'otto').upTo).toBe(0);
});

test('does without a storage, or with one that forbids it', () => {
  const none = new ReadMessages(null, 'room', 'lotte');
  none.upTo = 42;
  expect(none.upTo).toBe(0);
  const forbidden = () => {
    throw new Error('forbidden');
  };
  const shut = new ReadMessages({ getItem: forbidden, setItem: forbidden }, 'room', 'lotte');
  shut.upTo = 42;
  expect(shut.upTo).toBe(0);
});
