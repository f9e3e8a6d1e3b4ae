import { expect, test } from 'vitest';
import { mailtoOf, safeWeb, telOf, webLabel } from '$lib/features/cards/contact';

test.each([
  ['https://example.org', 'https://example.org'],
  ['http://example.org/a?b', 'http://example.org/a?b'],
  ['javascript:alert(1)', null],
  ['JaVaScRiPt:alert(1)', null],
  [' javascript:alert(1)', null],
  ['data:text/html,<script>1</script>', null],
  ['//example.org', null],
  ['example.org', null],
  ['', null]
])('safeWeb(%j)', (web, expected) => {
  expect(safeWeb(web)).toBe(expected);
});

test('webLabel is the address as people read it', () => {
  expect(webLabel('https://www.example.org/obstwiesen/')).toBe('example.org/obstwiesen');
});

test.each([
  ['+49 (0)341 / 12 34-5', 'tel:+493411234 5'.replace(' ', '')],
  ['0341.12', 'tel:034112'],
  ['1+2"><script>', 'tel:12']
])('telOf(%j)', (phone, expected) => {
  expect(telOf(phone)).toBe(expected);
});

test('mailtoOf adds nothing that was not meant', () => {
  expect(mailtoOf('otto@example.org?cc=all@example.org')).toBe(
    'mailto:otto@example.org%3Fcc%3Dall%40example.org'
  );
});
