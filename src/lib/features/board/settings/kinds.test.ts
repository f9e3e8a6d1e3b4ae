import { expect, test } from 'vitest';
import { NOTE_KINDS } from '$lib/domain/records';
import { kindChoices, kindMoved, kindsToKeep } from './kinds';

test('a board that was never asked offers all kinds with their usual words, and keeps it so', () => {
  const choices = kindChoices([]);
  expect(choices.map(({ kind, offered }) => [kind, offered])).toEqual(NOTE_KINDS.map((kind) => [kind, true]));
  expect(kindsToKeep(choices)).toEqual([]);
});

test('those it does not offer stand at the end, ready to be offered', () => {
  const choices = kindChoices([
    { kind: 'question', name: '' },
    { kind: 'idea', name: 'Traum' }
  ]);
  expect(choices.map(({ kind }) => kind)).toEqual(['question', 'idea', 'offer', 'hurdle', 'need', 'info']);
  expect(choices.filter(({ offered }) => offered)).toHaveLength(2);
  expect(kindsToKeep(choices)).toEqual([
    { kind: 'question', name: '' },
    { kind: 'idea', name: 'Traum' }
  ]);
});

test('at least one is offered', () => {
  expect(kindsToKeep(kindChoices([]).map((choice) => ({ ...choice, offered: false })))).toBeNull();
});

test('another order counts, and none leaves the list', () => {
  const choices = kindChoices([]);
  const moved = kindMoved(choices, 'offer', -1);
  expect(kindsToKeep(moved)?.map(({ kind }) => kind)).toEqual([
    'offer',
    'idea',
    'question',
    'hurdle',
    'need',
    'info'
  ]);
  expect(kindMoved(choices, 'idea', -1)).toEqual(choices);
  expect(kindMoved(choices, 'info', 1)).toEqual(choices);
});
