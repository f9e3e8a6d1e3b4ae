import { describe, expect, it } from 'vitest';
import type { NoteRecord } from '$lib/domain/records';
import { aNote } from '$lib/domain/testing/records';
import { authorsOf, countChoices, FIND_ALL, filterCount, findNotes, isNarrow, type Find } from './find';

const note = (id: string, given: Partial<NoteRecord>): NoteRecord =>
  aNote({
    id,
    body: '',
    rank: id,
    authorId: 'lotte',
    authorName: 'Lotte',
    authorOrganisation: 'Dorfladen Musterdorf',
    ...given
  });

/** Newest first. */
const NOTES = [
  note('d', { body: 'Bus am Sonntag', kind: 'need', topicId: 'mobil' }),
  note('c', {
    body: 'Werkstatt',
    kind: 'idea',
    authorId: 'otto',
    authorName: 'Otto',
    authorOrganisation: null
  }),
  note('b', { body: 'Mehr Busse', kind: 'need', authorId: 'otto', authorName: 'Otto', topicId: 'mobil' }),
  note('a', {
    body: 'Wer plant das?',
    kind: 'question',
    authorId: null,
    authorName: null,
    authorOrganisation: null
  })
];
const found = (find: Partial<Find>, likes: Record<string, number> = {}) =>
  findNotes(NOTES, { ...FIND_ALL, ...find }, (id) => likes[id] ?? 0).map(({ id }) => id);

it('what is pinned to the top comes first in every order, the last pinned at the very top', () => {
  const pinned = NOTES.map((one) => ({ ...one, pinnedAt: { a: 10, c: 20 }[one.id] ?? null }));
  const ids = (find: Partial<Find>) =>
    findNotes(pinned, { ...FIND_ALL, ...find }, (id) => (id === 'b' ? 3 : 0)).map(({ id }) => id);
  expect(ids({})).toEqual(['c', 'a', 'd', 'b']);
  expect(ids({ order: 'oldest' })).toEqual(['c', 'a', 'b', 'd']);
  expect(ids({ order: 'liked' })).toEqual(['c', 'a', 'b', 'd']);
  expect(ids({ kinds: ['question', 'need'] })).toEqual(['a', 'd', 'b']);
});

it('the chosen order is that of the ranks', () => {
  const ranked = NOTES.map((one) => ({ ...one, rank: { a: 'V', b: 'B', c: 'k', d: 'Va' }[one.id] ?? '' }));
  expect(
    findNotes(ranked, { ...FIND_ALL, order: 'chosen' }, () => 0)
      .map(({ id }) => id)
      .join('')
  ).toBe('badc');
});

describe('finding notes', () => {
  it('leaves all as they are when nothing is asked for', () => {
    expect(findNotes(NOTES, FIND_ALL, () => 0)).toBe(NOTES);
  });

  it('looks through text, name and organisation', () => {
    expect(found({ words: 'bus' })).toEqual(['d', 'b']);
    expect(found({ words: 'otto werk' })).toEqual(['c']);
    expect(found({ words: 'dorfladen sonntag' })).toEqual(['d']);
    expect(found({ words: 'nirgends' })).toEqual([]);
  });

  it('sees a changed note with its new words', () => {
    expect(findNotes([note('d', { body: 'Bahn' })], { ...FIND_ALL, words: 'bus' }, () => 0)).toEqual([]);
  });

  it('widens within a filter and narrows between filters', () => {
    expect(found({ kinds: ['need', 'question'] })).toEqual(['d', 'b', 'a']);
    expect(found({ kinds: ['need'], author: 'otto' })).toEqual(['b']);
    expect(found({ topics: [null] })).toEqual(['c', 'a']);
    expect(found({ topics: [null, 'mobil'] })).toEqual(['d', 'c', 'b', 'a']);
  });

  it('orders by age, or by likes and then age', () => {
    expect(found({ order: 'oldest' })).toEqual(['a', 'b', 'c', 'd']);
    expect(found({ order: 'liked' }, { a: 3, b: 1, c: 3 })).toEqual(['c', 'a', 'b', 'd']);
  });

  it('counts what each choice would leave, besides the other filters', () => {
    const counts = countChoices(NOTES, { ...FIND_ALL, kinds: ['need'], words: 'bus' });
    expect(counts.kinds).toEqual(new Map([['need', 2]]));
    expect(counts.authors).toEqual(
      new Map([
        ['lotte', 1],
        ['otto', 1]
      ])
    );
    expect(countChoices(NOTES, { ...FIND_ALL, author: 'otto' }).topics).toEqual(
      new Map([
        [null, 1],
        ['mobil', 1]
      ])
    );
  });

  it('names each author once, and nobody without a name', () => {
    expect(authorsOf(NOTES)).toEqual([
      { id: 'lotte', name: 'Lotte' },
      { id: 'otto', name: 'Otto' }
    ]);
  });

  it('tells filters from order', () => {
    expect(filterCount({ ...FIND_ALL, kinds: ['need'], author: 'otto', order: 'liked' })).toBe(2);
    expect(isNarrow({ ...FIND_ALL, order: 'liked', words: ' ' })).toBe(false);
    expect(isNarrow({ ...FIND_ALL, words: 'x' })).toBe(true);
  });
});
