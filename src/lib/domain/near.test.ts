import { expect, test } from 'vitest';
import { isNear, nearWordsOf } from './near.ts';

test.each([
  ['obstwise', 'streuobstwiese', 'a letter left out, in a part of a word'],
  ['kulutr', 'kultur', 'two letters that changed places'],
  ['kurz', 'kurse', 'another letter, with an ending'],
  ['meyer', 'meier', 'another letter'],
  ['genosenschaftt', 'genossenschaft', 'two slips in a long word'],
  ['lastenrat', 'lastenraeder', 'the end of a long word']
])('%s finds %j: %s', (word, text) => {
  expect(isNear(word, text)).toBe(true);
});

test.each([
  ['haus', 'maus', 'another beginning of a short word'],
  ['kurs', 'kuratorium', 'a longer word that begins alike'],
  ['saal', 'austausch', 'nothing of it'],
  ['kunst', 'kunde', 'two slips in a short word'],
  ['abc', 'abd', 'too short to tell'],
  ['a'.repeat(200), 'a'.repeat(199), 'no word'],
  ['genossenschaft', 'gesellschaft', 'too many slips']
])('%s does not find %j: %s', (word, text) => {
  expect(isNear(word, text)).toBe(false);
});

test('words are told apart by everything that is no letter or digit, each once', () => {
  expect(nearWordsOf('co-working, café-haus\nhaus im 3d-labor haus')).toEqual([
    'working',
    'café',
    'haus',
    'labor'
  ]);
});
