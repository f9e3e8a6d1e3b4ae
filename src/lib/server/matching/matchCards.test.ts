import { expect, test } from 'vitest';
import { PEOPLE } from '../../../../db/seeds/demoPeople';
import { inventedCard } from '../../../../tests/support/cardHall';
import { matchCards } from './matchCards';

const card = (id: string, offer: string, need = '') => ({ id, offer, need });
const mine = (need: string, offer = '') => card('mine', offer, need);

test('an offer that meets my need fits, in the words of that card', () => {
  const matches = matchCards(mine('Räume für Proben und Kurse im Garten'), [
    card('a', 'Raum mit Klavier, abends frei'),
    card('b', 'Pflanz- und Schnittkurse auf Streuobstwiesen'),
    card('c', 'Texte in Leichter Sprache')
  ]);
  expect(matches.map(({ id }) => id).sort()).toEqual(['a', 'b']);
  expect(matches.find(({ id }) => id === 'a')).toMatchObject({ gives: ['Raum'], takes: [] });
  expect(matches.find(({ id }) => id === 'b')?.gives).toContain('Schnittkurse');
});

test('both ways is stronger than one, and each way is told', () => {
  const matches = matchCards(mine('Lastenrad', 'Werkstatt mit Werkzeug'), [
    card('one', 'Lastenräder zum Leihen'),
    card('both', 'Lastenrad', 'Werkstattplatz')
  ]);
  expect(matches.map(({ id }) => id)).toEqual(['both', 'one']);
  expect(matches[0]).toMatchObject({ gives: ['Lastenrad'], takes: ['Werkstattplatz'] });
});

test.each([
  ['what everybody seeks', 'Hilfe und Kontakte', 'Hilfe, Kontakte, Erfahrung'],
  ['small words', 'etwas für die Gemeinde', 'etwas für alle'],
  [
    'a verb alone',
    'Menschen aus Musterau, die mit uns wandern gehen',
    'In der Familie wandern wir, aber nie am Sonntag'
  ],
  ['nothing', '', 'Saal']
])('%s is no reason', (_, need, offer) => {
  expect(matchCards(mine(need), [card('a', offer)])).toEqual([]);
});

test('a word that a quarter of all cards has tells nothing', () => {
  const others = Array.from({ length: 40 }, (_, n) => card(String(n), n < 20 ? 'Saal' : 'Bühne'));
  expect(matchCards(mine('Saal'), others)).toEqual([]);
  expect(matchCards(mine('Saal'), [...others.slice(20), card('x', 'Saal')]).map(({ id }) => id)).toEqual([
    'x'
  ]);
});

test('what was not written for me to read does not count: hidden fields come empty', () => {
  expect(matchCards(mine('Saal', 'Bühne'), [card('a', '', '')])).toEqual([]);
});

test('the people of the demo: every match is explained', () => {
  const cards = PEOPLE.map(({ mail, offer, need }) => card(mail, offer, need));
  for (const own of cards)
    for (const match of matchCards(
      own,
      cards.filter((other) => other !== own)
    ))
      expect(match.gives.length + match.takes.length, `${own.id} and ${match.id}`).toBeGreaterThan(0);
});

test('two thousand cards take less than a blink', () => {
  const cards = Array.from({ length: 2000 }, (_, n) => ({ id: String(n), ...inventedCard(n).card }));
  const begin = performance.now();
  expect(matchCards(mine('Lastenrad und Fördermittel', 'Proberäume'), cards).length).toBeGreaterThan(0);
  expect(performance.now() - begin).toBeLessThan(1000);
});
