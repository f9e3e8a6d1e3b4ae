import { expect, it } from 'vitest';
import { Tally } from './Tally';

it('counts a note as seen by all only when each person has it, and as done only when it is answered too', async () => {
  const tally = new Tally();
  tally.sent('a', 2, 100);
  tally.seen('a', 0, 110);
  tally.seen('a', 0, 120);
  tally.acked('a', 130);
  await expect(tally.settled(5)).rejects.toThrow('1 of 1 posts not seen by all');
  tally.seen('a', 1, 150);
  await tally.settled(5);
  expect(tally.duration).toBe(50);
  expect(tally.figures()).toEqual({
    posts: 1,
    acked: { p50: 30, p95: 30, p99: 30 },
    seenByAll: { p50: 50, p95: 50, p99: 50 }
  });
});

it('waits for an answer that comes after the note itself', async () => {
  const tally = new Tally();
  tally.sent('a', 1, 0);
  tally.seen('a', 0, 1);
  const settled = tally.settled(1000);
  tally.acked('a', 2);
  tally.acked('a', 3);
  await settled;
  expect(tally.figures().acked.p50).toBe(2);
});

it('lets notes of others pass, and lasts from the first post to the last one seen', async () => {
  const tally = new Tally();
  await tally.settled(1);
  tally.seen('of the warm-up', 0, 1);
  for (const [id, at] of [
    ['a', 10],
    ['b', 20]
  ] as const)
    tally.sent(id, 1, at);
  for (const id of ['b', 'a']) tally.acked(id, 30);
  tally.seen('b', 0, 25);
  tally.seen('a', 0, 70);
  await tally.settled(1);
  expect(tally.duration).toBe(60);
});

it('fails when a post fails, before or while somebody waits', async () => {
  const tally = new Tally();
  tally.sent('a', 1, 0);
  const settled = tally.settled(1000);
  tally.failed(new Error('refused'));
  await expect(settled).rejects.toThrow('refused');
  await expect(tally.settled(1000)).rejects.toThrow('refused');
});
