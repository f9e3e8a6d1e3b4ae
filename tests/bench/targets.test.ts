import { expect, it } from 'vitest';
import { judge, TARGETS } from './targets';

it('holds a figure against its limit, whichever way it points', () => {
  const judged = judge({
    steady: { '200.seenByAll.p95.timesFloor': 2.5 },
    burst: { '1000.spread.timesFaster': 4.9 }
  });
  expect(judged.map(({ wanted, measured, met }) => ({ wanted, measured, met }))).toEqual([
    { wanted: 'at most 2.5 ×', measured: 2.5, met: true },
    { wanted: 'at least 5 ×', measured: 4.9, met: false }
  ]);
});

it('does not judge what was not measured, and takes what could not be measured for missed', () => {
  expect(judge({ steady: {} })).toEqual([]);
  expect(judge({ idle: { 'memory.timesFloor': Number.NaN } })).toMatchObject([{ met: false }]);
  expect(judge({ join: { 'crowd.seconds': Infinity } })).toMatchObject([{ met: false }]);
});

it('gives every target one limit', () => {
  expect(TARGETS.filter(({ atMost, atLeast }) => (atMost === undefined) === (atLeast === undefined))).toEqual(
    []
  );
});
