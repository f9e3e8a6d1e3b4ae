import { expect, it } from 'vitest';
import { hostOf, webAddress } from './links';

it.each([
  ['example.org', 'https://example.org'],
  [' https://example.org/a?b=c#d ', 'https://example.org/a?b=c#d'],
  ['HTTP://example.org', 'HTTP://example.org'],
  ['example.org:8080/x', 'https://example.org:8080/x'],
  ['localhost:3000', 'https://localhost:3000'],
  ['grüße.example.org', 'https://grüße.example.org']
])('%j is the address %j', (typed, url) => {
  expect(webAddress(typed)).toBe(url);
});

it.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,x',
  'file:///etc/passwd',
  'mailto:lotte@example.org',
  'https://',
  'https:///x',
  'kein link',
  'wort',
  '',
  'java\nscript:alert(1)'
])('%j is none', (typed) => {
  expect(webAddress(typed)).toBeNull();
});

it('hosts are shown without www', () => {
  expect(hostOf('https://www.example.org/a')).toBe('example.org');
  expect(hostOf('nonsense')).toBe('nonsense');
});
