import { describe, expect, test } from 'vitest';
import { MOST_NOTES, propose, type Note } from './propose';

const notes = (...bodies: string[]): Note[] =>
  bodies.map((body, index) => ({ id: `n${index}`, title: '', body }));
const grouped = (all: readonly Note[]) => propose(all).map((proposal) => proposal.notes.map(({ id }) => id));

describe('what belongs together', () => {
  test('notes that share words, with endings, umlauts and inside compounds', () => {
    const all = notes(
      'Mehr Hausärzte im Ort',
      'Der Arzt geht in Rente',
      'ÄRZTE fürs Land gewinnen',
      'Nachtbus am Wochenende',
      'Busse bis 23 Uhr',
      'Buslinie zum Bahnhof'
    );
    expect(grouped(all)).toEqual([
      ['n0', 'n1', 'n2'],
      ['n3', 'n4', 'n5']
    ]);
    const [doctors, buses] = propose(all);
    expect(doctors?.name).toContain('Arzt');
    expect(buses?.name).toContain('Bus');
  });

  test('notes that share no word but what they speak of', () => {
    const [proposal] = propose(
      notes(
        'Radweg zum Bahnhof',
        'Ein Rufbus wäre gut',
        'Kunstausstellung',
        'Konzert im Museum',
        'Chor sucht Bass'
      )
    );
    expect(proposal?.notes.map(({ id }) => id)).toEqual(['n2', 'n3', 'n4']);
    expect(proposal?.notes[1]?.marks).toEqual(['Konzert', 'Museum']);
  });

  test('each note says which of its words are shared, as written there', () => {
    const [proposal] = propose(notes('Dorfläden öffnen', 'Ein Laden im Dorf', 'Blaue Farbe', 'Rote Tinte'));
    expect(proposal?.notes.map(({ id, marks }) => [id, ...marks])).toEqual([
      ['n0', 'Dorfläden'],
      ['n1', 'Laden', 'Dorf']
    ]);
    expect(proposal?.words.map(({ word, notes: count }) => [word, count])).toEqual(
      expect.arrayContaining([
        ['Dorf', 2],
        ['Laden', 2]
      ])
    );
  });

  test('what is like nothing else stays out', () => {
    const all = notes(
      'Glasfaser',
      'Internet für alle',
      'WLAN am Markt',
      'Bus',
      'Bahn und Rad',
      'Quastenflosser'
    );
    expect(grouped(all).flat()).not.toContain('n5');
  });

  test('a title counts', () => {
    const titled = [
      { id: 'a', title: 'Mobilität', body: 'Darüber sollten wir reden' },
      { id: 'b', title: 'Mobilität', body: 'Abends wird es schwierig' },
      { id: 'c', title: 'Pflege', body: 'Abends wird es schwierig' },
      { id: 'd', title: 'Pflege', body: 'Darüber sollten wir reden' }
    ];
    expect(grouped(titled)).toEqual([
      ['a', 'b'],
      ['c', 'd']
    ]);
  });

  test('a topic that is there already is named', () => {
    const proposals = propose(notes('Nachtbus', 'Bus nach Borna', 'Pflegeheim', 'Pflege daheim'), [
      { id: 'mobility', title: 'Bus und Bahn', body: 'Zug nach Halle' },
      { id: 'sport', title: 'Sport', body: '' }
    ]);
    expect(proposals.map(({ name, topicId }) => [name, topicId])).toEqual([
      ['Bus', 'mobility'],
      ['Pflege', null]
    ]);
  });

  test('English and German on one board', () => {
    expect(
      grouped(
        notes(
          'The buses are late and there is no shelter',
          'We want a bus on Sunday',
          'Wohnungen für Familien, die hier bleiben wollen',
          'Die Wohnung ist zu teuer für uns'
        )
      )
    ).toEqual([
      ['n0', 'n1'],
      ['n2', 'n3']
    ]);
  });
});

describe('bad input', () => {
  test.each([
    ['nothing', []],
    ['one note', ['Bus']],
    ['empty notes', ['', '   ', '\n']],
    ['emoji only', ['🚲🚲', '🚌', '👍🏽', '🚲']],
    ['numbers and marks', ['17:00', '***', '42', '---', '> 3']],
    ['stop words only', ['und oder aber', 'das ist so', 'und das auch']]
  ])('%s: no proposal', (_, bodies) => {
    expect(propose(notes(...bodies))).toEqual([]);
  });

  test('all the same is one proposal, and none is lost', () => {
    const all = notes(...Array.from({ length: 30 }, () => 'Mehr Busse'));
    expect(grouped(all)).toEqual([all.map(({ id }) => id)]);
  });

  test('very long notes, addresses, Markdown and other scripts', () => {
    const long = 'Bus Haltestelle Fahrplan '.repeat(200);
    const all = notes(
      long,
      '**Bus** und [Bahn](https://example.org/pflege/pflege/pflege)',
      'حافلة كل يوم للقرية',
      'حافلة في المساء',
      'x'.repeat(5000),
      'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(100)
    );
    expect(long).toHaveLength(5000);
    const groups = grouped(all);
    expect(groups).toContainEqual(['n0', 'n1']);
    expect(groups).toContainEqual(['n2', 'n3']);
  });

  test('the same notes give the same proposals', () => {
    const all = notes('Bus', 'Bahn', 'Arzt', 'Pflege', 'Kino', 'Theater', 'Schule am Bach', 'Kita');
    expect(propose(all)).toEqual(propose(all));
  });

  test('a huge board: every kind of note finds its group, beyond the limit none is looked at', () => {
    const kinds = ['Nachtbus fährt selten', 'Pflege im Alter', 'Glasfaser im Dorf'];
    const all = notes(...Array.from({ length: MOST_NOTES + 5 }, (_, index) => kinds[index % 3] ?? ''));
    const groups = grouped(all);
    expect(groups.map((group) => group.length)).toEqual([500, 500, 500]);
  });
});
