import { expect, it } from 'vitest';
import { embedHostOf } from './sharing.ts';

it.each([
  ['buendnis.example.org', 'buendnis.example.org'],
  [' https://Buendnis.example.org/seite?x=1 ', 'buendnis.example.org'],
  ['bündnis.example', 'xn--bndnis-3ya.example'],
  ['intranet', 'intranet'],
  ['localhost:8080', 'localhost:8080'],
  ['https://example.org:443', 'example.org'],
  ['192.0.2.7', '192.0.2.7']
])('takes %s for %s', (typed, host) => {
  expect(embedHostOf(typed)).toBe(host);
});

it.each([
  '',
  '*',
  '*.example.org',
  "'self'",
  'javascript:alert(1)',
  'https://',
  'example.org; script-src *',
  'example.org example.net',
  'example.org,example.net',
  'user:secret@example.org',
  'example..org',
  '-example.org',
  '[::1]',
  `${'x'.repeat(64)}.example.org`,
  'example.org\r\nX-Evil: 1, *'
])('refuses %j', (typed) => {
  expect(embedHostOf(typed)).toBeNull();
});
