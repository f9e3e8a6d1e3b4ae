import { clocksOf, judge, judgeApp } from '../judge.ts';
import type { Scenario } from '../Scenario.ts';
import { placesOf } from '../Stage.ts';
import { readStored } from '../stored.ts';

const WRITERS = 100;
const MS = 20_000;

export const order: Scenario = {
  name: 'order',
  fault: '100 writers, and a reader that reconnects every 50 ms',
  limitMs: () => 120_000,
  async run({ stage, findings, seed }) {
    const { app, halls, databaseUrl } = await stage.onPostgres([{ people: WRITERS + 1, groups: 5 }]);
    const [hall] = halls;
    if (!hall) throw new Error('a hall');
    const since = await clocksOf(databaseUrl(), [hall.room]);
    const writers = await stage.fleet(placesOf(hall, app.url, { from: 1 }), seed);
    const reader = await stage.fleet(placesOf(hall, app.url, { to: 1 }), seed);
    await Promise.all([writers.do('open', 500, 20_000), reader.do('open', 0, 20_000)]);

    const work = writers.do('write', 80, MS);
    const samples = await reader.do('flicker', 50, MS);
    findings.figure('commands', await work);

    const took = await judge(findings, {
      fleets: [writers, reader],
      databaseUrl: databaseUrl(),
      since,
      withinMs: 20_000
    });
    const { changes } = await readStored(databaseUrl(), hall.room);
    // Notes are only added and changed here: at each clock there are as many as were added up to it.
    const added = changes.filter(({ type }) => type === 'note.add').map(({ seq }) => seq);
    const known = samples.filter(({ seq }) => seq >= 0);
    const skipped = known.filter(({ seq, notes }) => added.filter((at) => at <= seq).length !== notes);
    const clocks = new Set(known.map(({ seq }) => seq)).size;
    findings.invariant(
      'the reader skipped nothing',
      skipped.length === 0 && clocks > 50,
      `looked ${known.length} times at ${clocks} clocks, wrong ${skipped.length}${skipped[0] ? `: ${JSON.stringify(skipped[0])}` : ''}`
    );
    findings.figure('seconds until equal', took / 1000);
    judgeApp(findings, app);
  }
};
