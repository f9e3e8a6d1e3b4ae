import { expect, test } from 'vitest';
import type { PhaseName, PhaseRecord } from '$lib/domain/records';
import { aPhase } from '$lib/domain/testing/records';
import { must } from '$lib/util/must';
import { isBackwards, nextPhase, phaseSteps, viewOf, viewToShow } from './phaseFollow';

const KINDS: PhaseName[] = ['collect', 'cluster', 'collect', 'vote', 'commit'];
/** Two of one kind, and none to network. */
const phases = KINDS.map((phase, position) => aPhase({ id: `p${position}`, phase, position }));
const [first, second, third] = [0, 1, 2].map((index) => must(phases[index])) as [
  PhaseRecord,
  PhaseRecord,
  PhaseRecord
];
const at = (index: number) => phases[index] ?? null;

test('what is done, what runs, what comes', () => {
  expect(phaseSteps(phases, at(2)).map((step) => step.state)).toEqual([
    'done',
    'done',
    'now',
    'next',
    'next'
  ]);
  expect(phaseSteps(phases, null).map((step) => step.state)).toEqual(Array(5).fill('next'));
});

test('the next phase, the first where none runs, and none after the last or on a plain board', () => {
  expect(nextPhase(phases, at(0))).toBe(second);
  expect(nextPhase(phases, at(1))).toBe(third);
  expect(nextPhase(phases, null)).toBe(first);
  expect(nextPhase(phases, at(4))).toBeNull();
  expect(nextPhase([], null)).toBeNull();
});

test('only earlier phases call people back, also to one of the same kind', () => {
  expect(isBackwards(at(2), first)).toBe(true);
  expect(isBackwards(at(3), first)).toBe(true);
  expect(phases.slice(2).map((phase) => isBackwards(at(2), phase))).toEqual([false, false, false]);
  expect(isBackwards(null, first)).toBe(false);
});

test('the address names a view, or none', () => {
  expect(viewOf('board')).toBe('board');
  expect(viewOf('vote')).toBe('vote');
  expect(viewOf('desk')).toBeNull();
  expect(viewOf(null)).toBeNull();
});

test('everybody follows the phase and may look back; only facilitators look ahead', () => {
  expect(viewToShow(null, phases, at(1), false)).toBe('cluster');
  expect(viewToShow(null, [], null, false)).toBe('collect');
  expect(viewToShow('board', phases, at(3), false)).toBe('collect');
  expect(viewToShow('cluster', phases, at(3), false)).toBe('cluster');
  expect(viewToShow('cluster', phases, at(2), false)).toBe('cluster');
  expect(viewToShow('vote', phases, at(2), false)).toBe('collect');
  expect(viewToShow('vote', phases, at(2), true)).toBe('vote');
  expect(viewToShow('network', phases, at(4), false)).toBe('commit');
});
