import { expect, it } from 'vitest';
import { localPath } from './localPath';

it('keeps paths of this site', () => {
  expect(localPath('/w/1?view=board#x', '/')).toBe('/w/1?view=board#x');
  expect(localPath('/', '/x')).toBe('/');
});

it.each([
  '//evil.example',
  '/\\evil.example',
  '/a/..//evil.example',
  '/./\\evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  '/\t/evil',
  'evil',
  '',
  null
])('refuses %j', (path) => {
  expect(localPath(path, '/fallback')).toBe('/fallback');
});
