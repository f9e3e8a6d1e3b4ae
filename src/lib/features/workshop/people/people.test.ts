import { describe, expect, test } from 'vitest';
import { NEW_PERSON } from '$lib/domain/board/moderation/workshop';
import type { ParticipantRecord } from '$lib/domain/records';
import { candidatesFor, countsOf, listed, peopleOf, type Wanted } from './people';

const person = (name: string, given: Partial<ParticipantRecord> = {}): ParticipantRecord => ({
  type: 'participant',
  id: name,
  seq: 0,
  removedAt: null,
  name,
  organisation: null,
  groupId: null,
  role: 'participant',
  ...NEW_PERSON,
  joinedAt: 0,
  ...given
});
const everything: Wanted = { words: '', shown: 'all', groupId: undefined, sort: 'name' };
const groups = (id: string | null) => (id === null ? '' : `Kleingruppe ${id}`);
const RECORDS = [
  person('Otto Obstwiese', { groupId: '10', joinedAt: 3, organisation: 'Dorfladen' }),
  person('Änne Ahorn', { groupId: '2', joinedAt: 1, muted: true }),
  person('Lotte', { joinedAt: 2, byHand: true }),
  person('Hedda', { role: 'facilitator' }),
  person('Ida', { appointed: true, joinedAt: 4 }),
  person('Emil', { removedAt: 5, muted: true, role: 'facilitator' })
];
const people = peopleOf(RECORDS, new Set(['Otto Obstwiese', 'Emil']));
const names = (wanted: Partial<Wanted>) =>
  listed(people, { ...everything, ...wanted }, groups).map(({ record }) => record.name);

describe('the list of people', () => {
  test('says where each is', () => {
    expect(people.map(({ whereabouts }) => whereabouts)).toEqual([
      'here',
      'away',
      'byHand',
      'away',
      'away',
      'removed'
    ]);
    expect(countsOf(people)).toEqual({
      all: 5,
      here: 1,
      away: 3,
      byHand: 1,
      muted: 1,
      moderation: 2,
      sameName: 0,
      removed: 1
    });
  });

  test('is sorted by name as in a dictionary, by group as it counts, or the last to come first', () => {
    expect(names({})).toEqual(['Änne Ahorn', 'Hedda', 'Ida', 'Lotte', 'Otto Obstwiese']);
    expect(names({ sort: 'group' }).slice(-2)).toEqual(['Änne Ahorn', 'Otto Obstwiese']);
    expect(names({ sort: 'joined' })[0]).toBe('Ida');
  });

  test('finds by name and organisation, in one group, and the removed only among themselves', () => {
    expect(names({ words: 'aenne' })).toEqual(['Änne Ahorn']);
    expect(names({ words: 'dorf otto' })).toEqual(['Otto Obstwiese']);
    expect(names({ groupId: '2' })).toEqual(['Änne Ahorn']);
    expect(names({ groupId: null })).toEqual(['Hedda', 'Ida', 'Lotte']);
    expect(names({ words: 'emil' })).toEqual([]);
    expect(names({ shown: 'removed' })).toEqual(['Emil']);
  });

  test('marks those of the same name, whatever the spelling, but not one who is gone', () => {
    const two = [
      person('Jörg  Meier', { id: '1' }),
      person('jorg meier', { id: '2' }),
      person('Jörg Meier', { id: '3', removedAt: 1 })
    ];
    expect(peopleOf(two, new Set()).map(({ sameName }) => sameName)).toEqual([true, true, false]);
    expect(peopleOf([...two.slice(1)], new Set()).map(({ sameName }) => sameName)).toEqual([false, false]);
  });

  test('offers those of the same name first to be merged, and nobody who is gone', () => {
    const me = person('Lotte', { id: '0' });
    const order = candidatesFor(me, [...RECORDS, me], '').map(({ name }) => name);
    expect(order).toEqual(['Lotte', 'Änne Ahorn', 'Hedda', 'Ida', 'Otto Obstwiese']);
    expect(candidatesFor(me, RECORDS, 'dorf').map(({ name }) => name)).toEqual(['Otto Obstwiese']);
  });

  test('of a thousand is made in a moment', () => {
    const many = Array.from({ length: 1000 }, (_, n) => person(`Person ${n % 700}`, { id: String(n) }));
    const started = performance.now();
    const all = listed(peopleOf(many, new Set()), { ...everything, words: 'person 6' }, groups);
    expect(all.length).toBeGreaterThan(100);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
