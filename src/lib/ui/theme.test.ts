import { expect, test } from 'vitest';
import { themeAttribute } from './theme.ts';

test('a stored choice becomes the attribute', () => {
  expect(themeAttribute('dark')).toBe('data-theme="dark"');
  expect(themeAttribute('light')).toBe('data-theme="light"');
});

test.each([undefined, null, '', 'blue', '"><script>'])('%j leaves the system in charge', (value) => {
  expect(themeAttribute(value)).toBe('');
});
