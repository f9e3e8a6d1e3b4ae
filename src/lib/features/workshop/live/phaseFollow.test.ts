import { expect, test } from 'vitest';
import { PHASES, type PhaseRecord } from '$lib/domain/records';
import { isBackwards, nextPhase, phaseSteps, viewOf, viewToShow } from './phaseFollow';

const phases: PhaseRecord[] = PHASES.map((phase, position) => ({
  type: 'phase',
  id: phase,
  seq: 1,
  removedAt: null,
  phase,
  position,
  sees: 'all',
  may: [],
  instruction: ''
}));
const at = (name: string): PhaseRecord | null => phases.find((phase) => phase.phase === name) ?? null;

test('what is done, what runs, what comes', () => {
  expect(phaseSteps(phases, at('vote')).map((step) => step.state)).toEqual([
    'done',
    'done',
    'now',
    'next',
    'next'
  ]);
  expect(phaseSteps(phases, null).map((step) => step.state)).toEqual(Array(5).fill('next'));
});

test('the next phase, and none after the last or on a plain board', () => {
  expect(nextPhase(phases, at('collect'))).toBe('cluster');
  expect(nextPhase(phases, at('network'))).toBeNull();
  expect(nextPhase([], null)).toBeNull();
});

test('only earlier phases call people back', () => {
  expect(isBackwards(phases, at('vote'), 'collect')).toBe(true);
  expect(isBackwards(phases, at('vote'), 'vote')).toBe(false);
  expect(isBackwards(phases, at('vote'), 'network')).toBe(false);
});

test('the address names a view, or none', () => {
  expect(viewOf('board')).toBe('board');
  expect(viewOf('vote')).toBe('vote');
  expect(viewOf('desk')).toBeNull();
  expect(viewOf(null)).toBeNull();
});

test('everybody follows the phase and may look back; only facilitators look ahead', () => {
  expect(viewToShow(null, 'cluster', false)).toBe('cluster');
  expect(viewToShow(null, null, false)).toBe('collect');
  expect(viewToShow('board', 'vote', false)).toBe('collect');
  expect(viewToShow('cluster', 'vote', false)).toBe('cluster');
  expect(viewToShow('vote', 'collect', false)).toBe('collect');
  expect(viewToShow('vote', 'collect', true)).toBe('vote');
});
