import { expect, test } from 'vitest';
import { fold, languageOf, stemOf, wordsOf } from './words';

test('spellings of one word are one key', () => {
  expect(
    new Set(['Häuser', 'HÄUSER', 'Haeuser', 'ha\u0308user', 'hauser'].map((word) => fold(word, 'de'))).size
  ).toBe(1);
  expect(fold('Straße', 'de')).toBe(fold('STRASSE', 'de'));
  expect(fold('Value', 'en')).toBe('value');
});

test('endings go: one stem', () => {
  const stem = (word: string) => stemOf(fold(word, 'de'), 'de');
  expect(new Set(['Bus', 'Busse', 'Bussen'].map(stem)).size).toBe(1);
  expect(new Set(['Arzt', 'Ärzte', 'Ärzten'].map(stem)).size).toBe(1);
  expect(stemOf('villages', 'en')).toBe(stemOf('village', 'en'));
});

test('the language is told by the small words, and not by one word alone', () => {
  expect(languageOf('Der Bus fährt nicht')).toBe('de');
  expect(languageOf('The bus does not stop here')).toBe('en');
  expect(languageOf('Internet')).toBeNull();
});

test('what carries no meaning is left out, addresses too', () => {
  const words = (text: string) => wordsOf(text, 'de').map((word) => word.text);
  expect(words('Wir brauchen einen Bus: https://bahn.example/pflege oder wer@post.example, 24/7')).toEqual([
    'Bus'
  ]);
});

test('nouns are those with a capital, unless the note has none', () => {
  const nouns = (text: string) =>
    wordsOf(text, 'de')
      .filter((word) => word.noun)
      .map((word) => word.text);
  expect(nouns('Der zug hat Verspätung')).toEqual(['Verspätung']);
  expect(nouns('glasfaser am markt')).toEqual(['glasfaser', 'markt']);
});
