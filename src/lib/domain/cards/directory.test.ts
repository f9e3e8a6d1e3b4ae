import { describe, expect, test } from 'vitest';
import type { CardRecord } from '../records.ts';
import type { CardMatch } from './matches.ts';
import { emptyCard } from './circles.ts';
import { must } from '../../util/must.ts';
import { directoryOf, type Directory, type Found } from './directory.ts';
import { filterCount, ordersOf, parseQuery, queryString } from './query.ts';

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
    expect(named(directoryOf(CARDS, query, { found }))).toEqual(['Otto Obstwiese']);
    expect(named(directoryOf(CARDS, query, { found: { ...found, q: 'kurs' } }))).toEqual([]);
  });
  test('a card that came or changed since is judged by its own text', () => {
    const newer = card({ name: 'Neu', offer: 'zu Kursen fahren', seq: 2 });
    const changed = { ...must(CARDS[0]), offer: 'nichts mehr', seq: 3 };
    expect(named(directoryOf([changed, newer], query, { found }))).toEqual(['Neu']);
  });
  test('says when the words are only nearly there', () => {
    expect(directoryOf(CARDS, query, { found: { ...found, near: true } }).near).toBe(true);
    expect(
      directoryOf(CARDS, parseQuery(new URLSearchParams()), { found: { ...found, near: true } }).near
    ).toBe(false);
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

describe('what fits my own card', () => {
  const matches: CardMatch[] = [
    { id: '0001', gives: ['Bühne'], takes: [], strength: 1 },
    { id: '0000', gives: [], takes: ['Kurse'], strength: 3 },
    { id: 'gone', gives: ['x'], takes: [], strength: 9 }
  ];
  const fitting = (address: string) =>
    directoryOf(CARDS, parseQuery(new URLSearchParams(address)), { matches });

  test('is a filter with the strongest first, or in the order asked for', () => {
    expect(fitting('fit=1').cards.map(({ id }) => id)).toEqual(['0000', '0001']);
    expect(fitting('fit=1&sort=name').cards.map(({ id }) => id)).toEqual(['0001', '0000']);
  });
  test('is counted among what the other filters leave, and only cards that are there count', () => {
    expect(fitting('').fit).toBe(2);
    expect(fitting('region=Leipzig').fit).toBe(1);
    expect(find('').fit).toBeNull();
  });
  test('orders by what fits best are offered where something is looked for', () => {
    expect(ordersOf(parseQuery(new URLSearchParams()))).toEqual(['name', 'newest']);
    expect(ordersOf(parseQuery(new URLSearchParams('fit=1')))[0]).toBe('best');
    expect(ordersOf(parseQuery(new URLSearchParams('q=x')))[0]).toBe('best');
  });
});

test('AGs and workshops that people show on their cards are filters too', () => {
  const cards = [
    card({ name: 'A', workingGroups: ['ag1', 'ag2'] }),
    card({ name: 'B', workingGroups: ['ag1'], workshops: ['w1'] }),
    card({ name: 'C' })
  ];
  const found = directoryOf(cards, parseQuery(new URLSearchParams('group=ag1&workshop=w1')));
  expect(found.cards.map(({ name }) => name)).toEqual(['B']);
  expect(found.workingGroups).toEqual([
    { value: 'ag1', count: 1 },
    { value: 'ag2', count: 0 }
  ]);
  expect(found.workshops).toEqual([{ value: 'w1', count: 1 }]);
});

test('the address bar keeps the query and takes any nonsense', () => {
  const address =
    '?q=a+b&has=offer&fit=1&field=Klima+%26+Umwelt&region=Leipzig&group=1&workshop=2&sort=newest';
  const query = parseQuery(new URLSearchParams(address));
  expect(queryString(query)).toBe(address);
  expect(filterCount(query)).toBe(6);
  expect(queryString(parseQuery(new URLSearchParams('sort=evil&has=<script>&x=1&q=%20')))).toBe('');
});
