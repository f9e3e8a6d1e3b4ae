import { describe, expect, test } from 'vitest';
import type { HistoryEntry } from '$lib/domain/board/history/entry';
import { mergeEntries, peopleIn, sectionsOf, withNewest } from './items';

const petra = { id: 'p', name: 'Petra Lenk' };
const otto = { id: 'o', name: 'Otto Obstwiese' };

/** A second for each clock. */
const entry = (seq: number, given: Partial<HistoryEntry> = {}): HistoryEntry => ({
  seq,
  at: seq * 1000,
  who: petra,
  mine: false,
  what: 'note.topic',
  about: { type: 'note', id: `n${seq}` },
  label: `Notiz ${seq}`,
  to: 'Mobilität',
  ...given
});
const seqs = (items: ReturnType<typeof mergeEntries>) =>
  items.map(({ entries }) => entries.map(({ seq }) => seq));

describe('what is told once', () => {
  test('the same work of the same person into the same place', () => {
    expect(seqs(mergeEntries([entry(3), entry(2), entry(1)]))).toEqual([[3, 2, 1]]);
    expect(seqs(mergeEntries([entry(3), entry(2, { to: 'Verkehr' }), entry(1)]))).toEqual([[3], [2], [1]]);
    expect(seqs(mergeEntries([entry(3), entry(2, { who: otto }), entry(1, { who: otto })]))).toEqual([
      [3],
      [2, 1]
    ]);
  });

  test('not of people without a name: they may be two; but what I did myself', () => {
    expect(seqs(mergeEntries([entry(2, { who: null }), entry(1, { who: null })]))).toEqual([[2], [1]]);
    const mine = { who: null, mine: true };
    expect(seqs(mergeEntries([entry(3, mine), entry(2, mine), entry(1, { who: null })]))).toEqual([
      [3, 2],
      [1]
    ]);
  });

  test('not what lies ten minutes apart', () => {
    expect(seqs(mergeEntries([entry(700), entry(99)]))).toEqual([[700], [99]]);
    expect(seqs(mergeEntries([entry(699), entry(99)]))).toEqual([[699, 99]]);
  });

  test('edits of one note, but not of two; never what stands for itself', () => {
    const edit = (seq: number, id: string) => entry(seq, { what: 'note.edit', about: { type: 'note', id } });
    expect(seqs(mergeEntries([edit(3, 'a'), edit(2, 'a'), edit(1, 'b')]))).toEqual([[3, 2], [1]]);
    const phase = { what: 'phase.set' as const };
    expect(seqs(mergeEntries([entry(2, phase), entry(1, phase)]))).toEqual([[2], [1]]);
  });
});

const [collect, cluster] = [
  { id: 'p1', phase: 'collect', title: '' },
  { id: 'p2', phase: 'collect', title: 'Zweite Runde' }
] as const;

test('sections follow days and phases, also where the change of phase is filtered out', () => {
  const entries = [
    entry(5),
    entry(4, { what: 'phase.set', from: collect, phase: cluster }),
    entry(3, { who: otto }),
    entry(2, { what: 'comment.add' }),
    entry(1)
  ];
  const dayOf = (at: number) => (at < 2000 ? 'gestern' : 'heute');
  const told = (wanted?: (one: HistoryEntry) => boolean) =>
    sectionsOf(entries, cluster, dayOf, wanted).map(({ day, phase, items }) => [day, phase?.id, seqs(items)]);
  expect(told()).toEqual([
    ['heute', 'p2', [[5], [4]]],
    ['heute', 'p1', [[3], [2]]],
    ['gestern', 'p1', [[1]]]
  ]);
  expect(told(({ what }) => what === 'note.topic')).toEqual([
    ['heute', 'p2', [[5]]],
    ['heute', 'p1', [[3]]],
    ['gestern', 'p1', [[1]]]
  ]);
});

test('people are named once, by name', () => {
  expect(peopleIn([entry(4), entry(3, { who: otto }), entry(2, { who: null }), entry(1)])).toEqual([
    otto,
    petra
  ]);
});

describe('a fresh page', () => {
  const known = { entries: [entry(6), entry(5), entry(2)], next: 2 };

  test('goes on top of what is there', () => {
    const page = { entries: [entry(8), entry(6), entry(5)], next: 5 };
    expect(withNewest(known, page)).toEqual({ entries: [...page.entries, entry(2)], next: 2 });
  });

  test('stands alone after a gap, at the start, and where it is everything', () => {
    const after = { entries: [entry(20)], next: 18 };
    expect(withNewest(known, after)).toBe(after);
    const all = { entries: [entry(8)], next: null };
    expect(withNewest(known, all)).toBe(all);
    expect(withNewest({ entries: [], next: null }, after)).toBe(after);
  });
});
