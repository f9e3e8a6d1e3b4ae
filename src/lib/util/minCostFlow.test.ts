import { expect, test } from 'vitest';
import { MinCostFlow } from './minCostFlow.ts';

test('takes a detour back where that is cheaper for all', () => {
  const flow = new MinCostFlow();
  const [source, a, b, x, y, sink] = [0, 1, 2, 3, 4, 5].map(() => flow.node()) as [
    number,
    number,
    number,
    number,
    number,
    number
  ];
  flow.arc(source, a, 1, 0);
  flow.arc(source, b, 1, 0);
  const ax = flow.arc(a, x, 1, 1);
  const ay = flow.arc(a, y, 1, 2);
  const bx = flow.arc(b, x, 1, 1);
  flow.arc(x, sink, 1, 0);
  flow.arc(y, sink, 1, 0);
  expect(flow.send(source, sink)).toBe(2);
  expect([ax, ay, bx].map((arc) => flow.used(arc))).toEqual([0, 1, 1]);
});

test('sends what fits and no more', () => {
  const flow = new MinCostFlow();
  const [source, sink] = [flow.node(), flow.node()];
  const cheap = flow.arc(source, sink, 2, 1);
  const dear = flow.arc(source, sink, 1, 5);
  expect(flow.send(source, sink)).toBe(3);
  expect([flow.used(cheap), flow.used(dear)]).toEqual([2, 1]);
});
