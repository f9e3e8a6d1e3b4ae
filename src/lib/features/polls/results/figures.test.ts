import { describe, expect, test } from 'vitest';
import { aPoll } from '$lib/domain/testing/records';
import { barsOf, inCloud, meanOf, stepsOf, wordsOf } from './figures';

const options = ['a', 'b', 'c'].map((id) => ({ id, label: id.toUpperCase() }));

describe('bars', () => {
  const poll = aPoll({
    kind: 'multiple',
    options,
    answers: 4,
    given: 5,
    state: 'open',
    sums: [
      { key: 'b', count: 3 },
      { key: 'a', count: 2 }
    ]
  });

  test('say counts, shares of the people, and the own answer; options that nobody chose too', () => {
    expect(barsOf(poll, ['a'])).toEqual([
      { key: 'a', label: 'A', count: 2, share: 0.5, mine: true },
      { key: 'b', label: 'B', count: 3, share: 0.75, mine: false },
      { key: 'c', label: 'C', count: 0, share: 0, mine: false }
    ]);
  });

  test('stay in their order while it runs, and are ranked at the end', () => {
    const order = barsOf({ ...poll, state: 'closed' }, []).map(({ key }) => key);
    expect(order).toEqual(['b', 'a', 'c']);
    expect(barsOf({ ...poll, answers: 0, sums: null }, []).every(({ share }) => share === 0)).toBe(true);
  });
});

test('a scale has its columns, heights and mean', () => {
  const poll = aPoll({
    kind: 'scale',
    scale: { steps: 5, low: '', high: '' },
    sums: [
      { key: '1', count: 1 },
      { key: '2', count: 2 },
      { key: '3', count: 6 },
      { key: '4', count: 17 },
      { key: '5', count: 10 }
    ]
  });
  expect(meanOf(poll)).toBeCloseTo(3.92, 2);
  const steps = stepsOf(poll, ['4']);
  expect(steps.map(({ count }) => count)).toEqual([1, 2, 6, 17, 10]);
  expect(steps[3]).toMatchObject({ height: 1, mine: true });
  expect(meanOf({ ...poll, sums: [] })).toBeNull();
});

describe('a cloud', () => {
  const sum = (key: string, count: number) => ({ key, count, spellings: [{ text: key, count }] });
  const poll = aPoll({
    kind: 'words',
    sums: [sum('mut', 1), sum('anfang', 9), sum('bus', 5), sum('wut', 4)]
  });

  test('has the most frequent words largest, and no hidden ones', () => {
    const words = wordsOf({ ...poll, hidden: ['wut'] }, [' MUT ']);
    expect(words.map(({ text, count, tone }) => [text, count, tone])).toEqual([
      ['anfang', 9, 'high'],
      ['bus', 5, 'middle'],
      ['mut', 1, 'low']
    ]);
    expect(words.map(({ mine }) => mine)).toEqual([false, false, true]);
    expect(words.map(({ size }) => size)).toEqual([3.4, 2.2, 1]);
    // Three people with one word each: nothing is larger than anything.
    const few = aPoll({ kind: 'words', sums: [sum('a', 1), sum('b', 1)] });
    expect(wordsOf(few, []).map(({ size, tone }) => [size, tone])).toEqual([
      [1, 'middle'],
      [1, 'middle']
    ]);
  });

  test('lies alike on every screen, and keeps its neighbours when a word comes or grows', () => {
    const order = (sums: ReturnType<typeof sum>[]) =>
      inCloud(wordsOf({ ...poll, sums }, [])).map(({ key }) => key);
    const before = order([sum('mut', 1), sum('anfang', 9), sum('bus', 5)]);
    const after = order([sum('bus', 7), sum('neugier', 3), sum('anfang', 9), sum('mut', 8)]);
    expect(after.filter((key) => key !== 'neugier')).toEqual(before);
  });
});
