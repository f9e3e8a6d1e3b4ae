import { expect, test } from 'vitest';
import { guessMapping, mapColumn, rowOf } from '$lib/domain/cards/columns';

test.each([
  [
    ['Name', 'Organisation', 'Aufgabe', 'Region', 'Themenfelder', 'Ich biete', 'Ich suche', 'Über mich'],
    ['name', 'organisation', 'role', 'region', 'fields', 'offer', 'need', 'about']
  ],
  [
    ['E-Mail-Adresse', 'Telefon', 'Webseite', 'Eigene Notiz'],
    ['email', 'phone', 'web', null]
  ],
  [
    ['Full name', 'Company', 'E-mail', 'Phone', 'City', 'I need'],
    ['name', 'organisation', 'email', 'phone', 'region', 'need']
  ],
  // Padlet's export
  [
    ['Subject', 'Body', 'Author', 'Section'],
    ['name', 'about', null, 'fields']
  ],
  [
    ['E-Mail (dienstlich)', 'NAME '],
    ['email', 'name']
  ],
  // the better word wins, and a field is given once
  [
    ['Titel', 'Name', 'Name'],
    [null, 'name', null]
  ],
  [
    ['', '???'],
    [null, null]
  ]
])('the heads %j are %j', (heads, expected) => {
  expect(guessMapping(heads)).toEqual(expected);
});

test('a field that is given to another column leaves the first', () => {
  expect(mapColumn(['name', 'about', null], 2, 'name')).toEqual([null, 'about', 'name']);
  expect(mapColumn(['name', null, null], 0, null)).toEqual([null, null, null]);
});

test('a row becomes words; lists are split, what is missing is empty, formulas of our own export are texts again', () => {
  const mapping = ['name', 'fields', 'phone', null, 'email'] as const;
  expect(rowOf([' Özlem Ähre ', 'Kultur; Klima, Kultur', "'+49 341 1"], mapping)).toEqual({
    name: 'Özlem Ähre',
    organisation: '',
    role: '',
    region: '',
    fields: ['Kultur', 'Klima'],
    offer: '',
    need: '',
    about: '',
    email: '',
    phone: '+49 341 1',
    web: ''
  });
});
