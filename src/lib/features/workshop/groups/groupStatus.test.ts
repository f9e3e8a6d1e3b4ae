import { expect, test } from 'vitest';
import { aGroup, aNote, aParticipant } from '$lib/domain/testing/records';
import { groupStatuses, minutesSince, QUIET_MS, type Sighting } from './groupStatus';

const NOW = 10_000_000;
const seen = (given: Partial<Sighting> = {}): Sighting => ({
  groups: [aGroup({ id: 'a' }), aGroup({ id: 'b' })],
  people: [
    aParticipant({ id: '1', groupId: 'a' }),
    aParticipant({ id: '2', groupId: 'a' }),
    aParticipant({ id: '3', groupId: 'b', role: 'facilitator' })
  ],
  notes: [
    aNote({ id: 'n', groupId: 'a', createdAt: NOW - 60_000 }),
    aNote({ id: 'o', groupId: 'old', createdAt: NOW - 90_000, editedAt: NOW - 30_000 }),
    aNote({ id: 'p', groupId: null })
  ],
  here: { a: 1 },
  writing: new Set(),
  home: (groupId) => (groupId === 'old' ? 'a' : groupId),
  now: NOW,
  ...given
});
const states = (given: Partial<Sighting>) => groupStatuses(seen(given)).map(({ state }) => state);

test('counts people, who is here, and the notes of merged groups with those of the group', () => {
  const [a, b] = groupStatuses(seen());
  expect(a).toMatchObject({ present: 1, notes: 2, lastAt: NOW - 30_000, state: 'writing' });
  expect(a?.people.map(({ id }) => id)).toEqual(['1', '2']);
  expect(b).toMatchObject({ people: [], present: 0, notes: 0, lastAt: null, state: 'waiting' });
});

test('a call for help comes before all, being done before writing', () => {
  const writing = new Set(['a', 'b']);
  expect(states({ writing })).toEqual(['writing', 'writing']);
  expect(
    states({ writing, groups: [aGroup({ id: 'a', helpAt: 1, done: true }), aGroup({ id: 'b', done: true })] })
  ).toEqual(['help', 'done']);
});

test('is quiet after some minutes without a note', () => {
  expect(states({ now: NOW - 30_000 + QUIET_MS })[0]).toBe('quiet');
  expect(minutesSince(NOW - 30_000, NOW)).toBe(1);
  expect(minutesSince(NOW - 200_000, NOW)).toBe(3);
});
