import { monitorEventLoopDelay } from 'node:perf_hooks';
import { expect, test } from 'vitest';
import { propose } from './propose';
import { ProposalThread } from './ProposalThread';
import { GERMAN } from './testing/labelledNotes';

const bodies = Object.values(GERMAN).flat();
const notes = Array.from({ length: 500 }, (_, index) => ({
  id: String(index),
  title: '',
  body: `${bodies[index % bodies.length]} ${bodies[(index * 7 + 3) % bodies.length]}`
}));

test('the thread answers as the function does, and the event loop goes on meanwhile', async () => {
  const thread = new ProposalThread();
  await thread.propose([], []);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  let ticks = 0;
  const ticking = setInterval(() => ticks++, 5);
  const begun = performance.now();
  const found = await thread.propose(notes, []);
  const took = performance.now() - begun;
  clearInterval(ticking);
  delay.disable();
  process.stdout.write(
    `proposals: 500 notes in the thread ${Math.round(took)} ms, longest stall of the event loop ${Math.round(delay.max / 1e6)} ms\n`
  );
  // Computed here, not a single tick could come in between.
  expect(ticks).toBeGreaterThan(3);
  expect(found).toEqual(propose(notes));
});

test('more jobs than it takes are refused at once, the others are answered in their order', async () => {
  const thread = new ProposalThread();
  const answers: number[] = [];
  const asked = Array.from({ length: 25 }, (_, index) =>
    thread.propose(notes.slice(0, 10), []).then((proposals) => {
      if (proposals) answers.push(index);
      return proposals;
    })
  );
  const found = await Promise.all(asked);
  expect(found.filter((proposals) => proposals === null)).toHaveLength(5);
  expect(answers).toEqual(Array.from({ length: 20 }, (_, index) => index));
});
