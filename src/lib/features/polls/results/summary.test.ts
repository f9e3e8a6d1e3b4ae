import { expect, test } from 'vitest';
import { aPoll } from '$lib/domain/testing/records';
import { summaryOf } from './summary';

const scale = { steps: 5, low: '', high: '' };
const closed = { state: 'closed', openedAt: 1, closedAt: Date.UTC(2026, 10, 28, 18, 52) } as const;

test('one line says how many of how many, the mean or the words, and when it ended', () => {
  expect(summaryOf(aPoll({ ...closed, answers: 34 }), 38)).toBe(
    '34 von 38 haben geantwortet, beendet um 19:52'
  );
  // Participants do not know of how many.
  expect(summaryOf(aPoll({ ...closed, answers: 2 }), null)).toBe('2 haben geantwortet, beendet um 19:52');
  const rated = aPoll({ kind: 'scale', scale, answers: 1, sums: [{ key: '4', count: 1 }] });
  expect(summaryOf(rated, 38)).toBe('1 von 38 haben geantwortet, im Mittel 4,0 von 5');
  expect(summaryOf(aPoll({ kind: 'words', answers: 35, given: 58 }), 38)).toBe('58 Wörter von 35 Personen');
  expect(summaryOf(aPoll(), 38)).toBe('Noch hat niemand geantwortet.');
});
