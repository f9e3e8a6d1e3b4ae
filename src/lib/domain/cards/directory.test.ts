import { describe, expect, test } from 'vitest';
import type { CardRecord } from '../records.ts';
import { emptyCard } from './circles.ts';
import { must } from '../../util/must.ts';
import {
  directoryOf,
  filterCount,
  parseQuery,
  queryString,
  type Directory,
  type Found
} from './directory.ts';

let next = 0;
const card = (content: Partial<CardRecord>): CardRecord => ({
  type: 'card',
  id: String(next++).padStart(4, '0'),
  seq: 1,
  removedAt: null,
  ...emptyCard(),
  ownerId: null,
  audience: 'public',
  audiences: {},
  updatedAt: next,
  own: null,
  ...content
});
const CARDS = [
  card({
    name: 'Otto Obstwiese',
    fields: ['Klima', 'Bildung'],
    region: 'Burgenlandkreis',
    offer: 'Schnittkurse'
  }),
  card({ name: 'Änne Müller', fields: ['Kultur'], region: 'Leipzig', need: 'Straßenbühne' }),
  card({ name: 'Zoé Zettel', fields: ['Klima'], region: 'Leipzig', offer: '100% Ökostrom', need: 'Dächer' })
];
const find = (address: string) => directoryOf(CARDS, parseQuery(new URLSearchParams(address)));
const names = (address: string) => find(address).cards.map((found) => found.name);

test('sorted by name as in a German list, or newest first', () => {
  expect(names('')).toEqual(['Änne Müller', 'Otto Obstwiese', 'Zoé Zettel']);
  expect(names('sort=newest')).toEqual(['Zoé Zettel', 'Änne Müller', 'Otto Obstwiese']);
});

test.each([
  ['muller', ['Änne Müller']],
  ['Mueller', ['Änne Müller']],
  ['MÜLLER', ['Änne Müller']],
  ['strassenbühne', ['Änne Müller']],
  ['zoe', ['Zoé Zettel']],
  ['leipzig kultur', ['Änne Müller']],
  ['100%', ['Zoé Zettel']],
  ["'; drop table card", []],
  ['x'.repeat(10_000), []]
])('search %j', (q, expected) => {
  expect(names(new URLSearchParams({ q }).toString())).toEqual(expected);
});

describe('filters', () => {
  test('choices of one filter widen, filters narrow each other', () => {
    expect(names('field=Kultur&field=Bildung')).toEqual(['Änne Müller', 'Otto Obstwiese']);
    expect(names('field=Klima&region=Leipzig')).toEqual(['Zoé Zettel']);
    expect(names('has=offer&has=need')).toEqual(['Zoé Zettel']);
  });
  test('the count of a choice says how many cards it has with the other filters on', () => {
    const found = find('region=Leipzig');
    expect(found.fields).toEqual([
      { value: 'Klima', count: 1 },
      { value: 'Bildung', count: 0 },
      { value: 'Kultur', count: 1 }
    ]);
    expect(found.regions).toEqual([
      { value: 'Leipzig', count: 2 },
      { value: 'Burgenlandkreis', count: 1 }
    ]);
    expect(found.total).toBe(3);
  });
});

describe('what the database found', () => {
  const query = parseQuery(new URLSearchParams('q=kursen'));
  const found: Found = { q: 'kursen', ids: ['0000'], near: false, seq: 1 };
  const named = (result: Directory) => result.cards.map(({ name }) => name);

  test('counts for its own search only; until it is there the letters of the cards decide', () => {
    expect(named(directoryOf(CARDS, query))).toEqual([]);
    expect(named(directoryOf(CARDS, query, found))).toEqual(['Otto Obstwiese']);
    expect(named(directoryOf(CARDS, query, { ...found, q: 'kurs' }))).toEqual([]);
  });
  test('a card that came or changed since is judged by its own text', () => {
    const newer = card({ name: 'Neu', offer: 'zu Kursen fahren', seq: 2 });
    const changed = { ...must(CARDS[0]), offer: 'nichts mehr', seq: 3 };
    expect(named(directoryOf([changed, newer], query, found))).toEqual(['Neu']);
  });
  test('says when the words are only nearly there', () => {
    expect(directoryOf(CARDS, query, { ...found, near: true }).near).toBe(true);
    expect(directoryOf(CARDS, parseQuery(new URLSearchParams()), { ...found, near: true }).near).toBe(false);
  });
});

test('what fits best comes first: the name, then what somebody does, offers, and the rest; on wish by name', () => {
  const cards = [
    card({ name: 'Anna', about: 'Ich mag Obst' }),
    card({ name: 'Berta', offer: 'Obst' }),
    card({ name: 'Carl', organisation: 'Streuobst e. V.' }),
    card({ name: 'Dora', organisation: 'Obstbau' }),
    card({ name: 'Emil Obst' })
  ];
  const order = (sort: string) =>
    directoryOf(cards, parseQuery(new URLSearchParams(`q=obst${sort}`))).cards.map(({ name }) => name);
  expect(order('')).toEqual(['Emil Obst', 'Dora', 'Berta', 'Carl', 'Anna']);
  expect(order('&sort=name')).toEqual(['Anna', 'Berta', 'Carl', 'Dora', 'Emil Obst']);
});

test('the address bar keeps the query and takes any nonsense', () => {
  const address = '?q=a+b&has=offer&field=Klima+%26+Umwelt&region=Leipzig&sort=newest';
  const query = parseQuery(new URLSearchParams(address));
  expect(queryString(query)).toBe(address);
  expect(filterCount(query)).toBe(3);
  expect(queryString(parseQuery(new URLSearchParams('sort=evil&has=<script>&x=1&q=%20')))).toBe('');
});
