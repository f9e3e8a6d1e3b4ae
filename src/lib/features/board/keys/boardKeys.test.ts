import { expect, test } from 'vitest';
import { boardKey } from './boardKeys';

const press = (key: string, held: Partial<Parameters<typeof boardKey>[0]> = {}) =>
  boardKey({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held });

test('Ctrl+Z or Cmd+Z takes back, with Shift or as Ctrl+Y it is done again', () => {
  expect(press('z', { ctrlKey: true })).toBe('undo');
  expect(press('z', { metaKey: true })).toBe('undo');
  expect(press('Z', { ctrlKey: true, shiftKey: true })).toBe('redo');
  expect(press('y', { ctrlKey: true })).toBe('redo');
});

test('a question mark asks for the keys; it needs Shift on many keyboards, and none with AltGr', () => {
  expect(press('?', { shiftKey: true })).toBe('help');
  expect(press('?', { ctrlKey: true })).toBeNull();
});

test('what is pressed with Alt, and letters alone, mean nothing here', () => {
  expect(press('z', { ctrlKey: true, altKey: true })).toBeNull();
  expect(press('z')).toBeNull();
  expect(press('y')).toBeNull();
});
