import { expect, test } from 'vitest';
import { aPoll } from '$lib/domain/testing/records';
import { stageFigure } from './stageFigure';

const scale = { steps: 5, low: '', high: '' };
const open = { state: 'open', openedAt: 1 } as const;

test('until the result is shown the figure is how many have answered, so that it gives nothing away', () => {
  const sums = [{ key: '5', count: 3 }];
  const poll = aPoll({ ...open, kind: 'scale', scale, answers: 3, given: 3, sums });
  expect(stageFigure(poll, 38)).toEqual({ value: '3', label: 'von 38 haben geantwortet' });
  expect(stageFigure({ ...poll, kind: 'words', given: 9 }, 38).value).toBe('3');
  expect(stageFigure({ ...poll, shows: 'live' }, 38)).toEqual({
    value: '5,0',
    label: 'im Mittel, 3 Antworten'
  });
  expect(stageFigure({ ...poll, state: 'closed' }, 38).value).toBe('5,0');
});

test('then it is the mean of a scale, the number of words, or the turnout', () => {
  const words = aPoll({ ...open, kind: 'words', shows: 'live', answers: 35, given: 58 });
  expect(stageFigure(words, 38)).toEqual({ value: '58', label: 'Wörter von 35 Personen' });
  const choice = aPoll({ ...open, shows: 'live', answers: 34 });
  expect(stageFigure(choice, 38)).toEqual({ value: '34', label: 'von 38 haben geantwortet' });
  // Facilitators may answer too: then there is no number to compare with.
  expect(stageFigure(choice, 30)).toEqual({ value: '34', label: 'haben geantwortet' });
});
