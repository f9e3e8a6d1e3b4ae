import { describe, expect, test } from 'vitest';
import { pick, seededRandom, type Random } from '$lib/util/random';
import { dealt, DEAL_MODES, movesOf, type Dealt, type DealGroup, type Places } from './dealing';

const ORGANISATIONS = ['Dorfladen', 'Feuerwehr', 'Gemeinde', 'Sportverein', null];
const GROUPS = ['a', 'b', 'c', 'd', 'e', 'f'];
const open = (ids: readonly string[]): DealGroup[] => ids.map((id) => ({ id, limit: null }));

function crowd(count: number, random: Random, groupIds: readonly (string | null)[]): Dealt[] {
  return Array.from({ length: count }, (_, n) => ({
    id: `p${n}`,
    groupId: pick(groupIds, random),
    organisation: pick(ORGANISATIONS, random)
  }));
}
const sizes = (places: Places, groupIds: readonly string[]) =>
  groupIds.map((id) => [...places.values()].filter((place) => place === id).length);
const spread = (numbers: readonly number[]) => Math.max(...numbers) - Math.min(...numbers);
/** How many of each organisation sit together: the lower the sum of squares, the evener. */
function crowding(people: readonly Dealt[], places: Places): number {
  const tables = Map.groupBy(
    people.filter(({ organisation }) => organisation !== null),
    ({ id, organisation }) => `${places.get(id)}/${organisation}`
  );
  return [...tables.values()].reduce((sum, { length }) => sum + length ** 2, 0);
}

describe.each(DEAL_MODES)('by %s', (mode) => {
  test('sizes differ by at most one, whoever is there', () => {
    for (let seed = 1; seed <= 12; seed += 1) {
      const random = seededRandom(seed);
      const people = crowd(Math.floor(random() * 70), random, [null, ...GROUPS]);
      const places = dealt(people, open(GROUPS), mode, random);
      expect([...places.values()]).not.toContain(null);
      expect(spread(sizes(places, GROUPS))).toBeLessThanOrEqual(1);
    }
  });

  test('no group gets more than its places, and the others share the rest evenly', () => {
    const random = seededRandom(7);
    const people = crowd(40, random, [null, 'a']);
    const groups = [{ id: 'a', limit: 3 }, { id: 'b', limit: 8 }, ...open(['c', 'd'])];
    const [a, b, ...rest] = sizes(dealt(people, groups, mode, random), ['a', 'b', 'c', 'd']);
    expect([a, b]).toEqual([3, 8]);
    expect(rest.sort()).toEqual([14, 15]);
  });

  test('where there are not places for all, nobody who has one loses it to somebody without', () => {
    const people: Dealt[] = [
      { id: 'late', groupId: null, organisation: null },
      { id: 'one', groupId: 'a', organisation: null },
      { id: 'two', groupId: 'b', organisation: null }
    ];
    const groups = ['a', 'b'].map((id) => ({ id, limit: 1 }));
    expect(dealt(people, groups, mode, seededRandom(3)).get('late')).toBeNull();
  });

  test('whoever stays, stays', () => {
    const random = seededRandom(5);
    const people = crowd(30, random, GROUPS).map((one, n) => ({ ...one, stays: n % 5 === 0 }));
    const places = dealt(people, open(GROUPS), mode, random);
    for (const { id, groupId, stays } of people) if (stays) expect(places.get(id)).toBe(groupId);
  });

  test('the same seed deals the same, another one not', () => {
    const people = crowd(40, seededRandom(1), [null]);
    const deal = (seed: number) => [...dealt(people, open(GROUPS), mode, seededRandom(seed))].sort().join();
    expect(deal(1)).toBe(deal(1));
    expect(deal(1)).not.toBe(deal(2));
  });

  test('without groups nobody goes anywhere, without people nothing happens', () => {
    expect([...dealt(crowd(3, seededRandom(1), [null]), [], mode, seededRandom(1)).values()]).toEqual([
      null,
      null,
      null
    ]);
    expect(dealt([], open(GROUPS), mode, seededRandom(1)).size).toBe(0);
  });
});

test('evening out moves as few as possible: only those over the even size', () => {
  for (let seed = 1; seed <= 12; seed += 1) {
    const random = seededRandom(seed);
    const people = crowd(47, random, GROUPS);
    const before = sizes(new Map(people.map(({ id, groupId }) => [id, groupId])), GROUPS);
    // 47 in 6: five groups of 8 and one of 7; the largest keep eight.
    const [low, high] = [7, 8];
    const over = before.map((size) => Math.max(0, size - high)).reduce((sum, by) => sum + by, 0);
    const under = before.map((size) => Math.max(0, low - size)).reduce((sum, by) => sum + by, 0);
    const moves = movesOf(people, dealt(people, open(GROUPS), 'even', random));
    expect(moves.length).toBeGreaterThanOrEqual(Math.max(over, under));
    expect(moves.length).toBeLessThanOrEqual(Math.max(over, under) + 5);
    expect(movesOf(people, new Map(people.map(({ id, groupId }) => [id, groupId])))).toEqual([]);
  }
  const even = GROUPS.map((groupId, n) => ({ id: `p${n}`, groupId, organisation: 'Gemeinde' }));
  expect(movesOf(even, dealt(even, open(GROUPS), 'even', seededRandom(1)))).toEqual([]);
});

test('organisations are spread so that no two groups differ by more than one of them, where sizes allow', () => {
  for (let seed = 1; seed <= 12; seed += 1) {
    const random = seededRandom(seed);
    const organisations = ['Dorfladen', 'Feuerwehr', 'Gemeinde', 'Kirche', 'Sportverein'];
    // Twelve of each over six groups: two of each in every group.
    const people = organisations.flatMap((organisation) =>
      Array.from({ length: 12 }, (_, n) => ({
        id: `${organisation}${n}`,
        groupId: pick(GROUPS, random),
        organisation
      }))
    );
    const places = dealt(people, open(GROUPS), 'organisations', random);
    for (const organisation of organisations) {
      const theirs = new Map([...places].filter(([id]) => id.startsWith(organisation)));
      expect(sizes(theirs, GROUPS)).toEqual([2, 2, 2, 2, 2, 2]);
    }
  }
});

test('nothing is evener, and then nothing moves fewer: compared with every way to seat a few', () => {
  const groups = ['a', 'b', 'c'];
  for (let seed = 1; seed <= 15; seed += 1) {
    const random = seededRandom(seed);
    const people = crowd(6, random, groups).map((one) => ({
      ...one,
      organisation: pick(['x', 'y'], random)
    }));
    const best = everyWay(people, groups)
      .filter((places) => spread(sizes(places, groups)) === 0)
      .map((places) => crowding(people, places) * 100 + movesOf(people, places).length);
    const places = dealt(people, open(groups), 'organisations', random);
    expect(crowding(people, places) * 100 + movesOf(people, places).length).toBe(Math.min(...best));
  }
});

function everyWay(people: readonly Dealt[], groups: readonly string[]): Places[] {
  return people.reduce<Map<string, string>[]>(
    (ways, { id }) => ways.flatMap((way) => groups.map((group) => new Map(way).set(id, group))),
    [new Map<string, string>()]
  );
}

test('chance treats groups alike', () => {
  const people = crowd(12, seededRandom(1), ['a']);
  const first = Array.from({ length: 120 }, (_, seed) =>
    dealt(people, open(['a', 'b', 'c']), 'random', seededRandom(seed)).get('p0')
  );
  for (const group of ['a', 'b', 'c'])
    expect(first.filter((place) => place === group).length).toBeGreaterThan(20);
});
