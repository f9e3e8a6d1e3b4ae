import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byRank, rankAt, rankBetween } from './rank.ts';

describe('rankBetween', () => {
  it('keeps any row of insertions in order', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 120 }), (places) => {
        const ranks: string[] = [];
        for (const place of places) {
          const at = place % (ranks.length + 1);
          ranks.splice(at, 0, rankBetween(ranks[at - 1] ?? null, ranks[at] ?? null));
        }
        for (let i = 1; i < ranks.length; i++) expect((ranks[i - 1] ?? '') < (ranks[i] ?? '')).toBe(true);
        for (const rank of ranks) expect(rank).toMatch(/^[0-9A-Za-z]{1,128}$/);
      })
    );
    expect.assertions(expect.getState().assertionCalls);
  });

  it('stays short when a list only grows at its ends', () => {
    let last = rankBetween(null, null);
    let first = last;
    for (let i = 0; i < 5000; i++) {
      const next: string = rankBetween(last, null);
      const previous: string = rankBetween(null, first);
      expect(next > last && previous < first).toBe(true);
      last = next;
      first = previous;
    }
    expect(last.length + first.length).toBeLessThanOrEqual(12);
  });

  it('goes on after the first of two equal ranks', () => {
    expect(rankBetween('V', 'V') > 'V').toBe(true);
  });
});

describe('rankAt', () => {
  it('grows with time and leaves room on both sides', () => {
    const a = rankAt(1_700_000_000_000);
    const b = rankAt(1_700_000_000_001);
    expect(a < b).toBe(true);
    expect(rankBetween(a, b) > a && rankBetween(a, b) < b).toBe(true);
    expect(rankBetween(null, a) < a).toBe(true);
  });
});

describe('byRank', () => {
  it('breaks ties by id', () => {
    expect(byRank({ rank: 'a', id: '1' }, { rank: 'a', id: '2' })).toBe(-1);
    expect(byRank({ rank: 'b', id: '1' }, { rank: 'a', id: '2' })).toBe(1);
    expect(byRank({ rank: 'a', id: '1' }, { rank: 'a', id: '1' })).toBe(0);
  });
});
