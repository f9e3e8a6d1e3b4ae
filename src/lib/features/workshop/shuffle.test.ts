import { expect, it } from 'vitest';
import { seededRandom } from '$lib/util/random';
import { shuffled } from './shuffle';

it('gives groups whose sizes differ by at most one, and names only those who move', () => {
  const people = Array.from({ length: 23 }, (_, n) => ({ id: `p${n}`, groupId: n % 2 ? 'a' : null }));
  for (let seed = 1; seed <= 20; seed++) {
    const moves = shuffled(people, ['a', 'b', 'c', 'd'], seededRandom(seed));
    const groupOf = new Map(people.map((person) => [person.id, person.groupId]));
    for (const move of moves) {
      expect(groupOf.get(move.participantId)).not.toBe(move.groupId);
      groupOf.set(move.participantId, move.groupId);
    }
    const sizes = ['a', 'b', 'c', 'd'].map(
      (group) => [...groupOf.values()].filter((id) => id === group).length
    );
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(people.length);
  }
});

it('has nothing to do without groups', () => {
  expect(shuffled([{ id: 'p', groupId: null }], [], seededRandom(1))).toEqual([]);
});
