import { expect, test } from 'vitest';
import { Compounds } from './compounds';

const compounds = new Compounds([
  'dorf',
  'laden',
  'wohnung',
  'verbindung',
  'kind',
  'garten',
  'burgerrat',
  'takt',
  'haus',
  'schaf',
  'energie'
]);
const parts = (key: string) => compounds.partsOf(key).map(({ start, end }) => key.slice(start, end));

test.each([
  ['dorfladen', ['dorf', 'laden']],
  ['wohnungshaus', ['wohnung', 'haus']],
  ['kindergarten', ['kind', 'garten']],
  ['busverbindungen', ['bus', 'verbindungen']],
  ['nachtbus', ['bus']],
  ['burgerenergiewerk', ['energie']],
  ['heizhaus', ['heiz', 'haus']]
])('%s is made of %j', (key, expected) => {
  expect(parts(key)).toEqual(expected);
});

test.each(['kontakt', 'patenschaft', 'dorf', 'wohnungen', 'garten', 'x'.repeat(61), ''])(
  '%j is no compound',
  (key) => {
    expect(parts(key)).toEqual([]);
  }
);
