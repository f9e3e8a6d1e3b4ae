import { expect, test } from 'vitest';
import { aPoll } from '$lib/domain/testing/records';
import { pollRows } from './pollRows';

test('every poll that was asked, in its order, each answer with its count and how many people answered', () => {
  const asked = { openedAt: 1, state: 'closed' } as const;
  const rows = pollRows([
    aPoll({
      ...asked,
      rank: 'c',
      kind: 'words',
      question: 'Ein Wort',
      answers: 2,
      sums: [
        { key: 'wut', count: 1, spellings: [{ text: 'Wut', count: 1 }] },
        { key: 'mut', count: 2, spellings: [{ text: 'Mut', count: 2 }] }
      ],
      hidden: ['wut']
    }),
    aPoll({
      ...asked,
      rank: 'b',
      kind: 'scale',
      question: 'Wie zuversichtlich?',
      scale: { steps: 2, low: 'gar nicht', high: '' },
      answers: 1,
      sums: [{ key: '2', count: 1 }]
    }),
    aPoll({
      ...asked,
      rank: 'a',
      kind: 'multiple',
      question: 'Woran?',
      options: [
        { id: 'x', label: 'Klima & Umwelt' },
        { id: 'y', label: 'Dorf' }
      ],
      answers: 3,
      sums: [{ key: 'x', count: 3 }]
    }),
    aPoll({ question: 'Noch nicht gefragt' }),
    aPoll({ ...asked, question: 'Gelöscht', removedAt: 2 })
  ]);
  expect(rows.slice(1)).toEqual([
    ['Woran?', 'Klima & Umwelt', 3, 3],
    ['Woran?', 'Dorf', 0, 3],
    ['Wie zuversichtlich?', '1 (gar nicht)', 0, 1],
    ['Wie zuversichtlich?', '2', 1, 1],
    ['Ein Wort', 'Mut', 2, 2]
  ]);
});
