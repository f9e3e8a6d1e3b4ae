import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '../../../src/lib/util/random.ts';
import { clocksOf, isReady, judge, judgeApp, judgeOutput } from '../judge.ts';
import type { Scenario } from '../Scenario.ts';
import { placesOf } from '../Stage.ts';
import { until } from '../until.ts';

const ROUNDS = 10;
const PEOPLE = 20;
/** A board takes 5,000 notes; a round lasts some five seconds. */
const NOTES = 3500;
const ROUND_S = 5;

export const kill: Scenario = {
  name: 'kill',
  fault: 'SIGKILL of the app in the middle of a burst, with its own database',
  limitMs: (rounds) => 90_000 + (rounds ?? ROUNDS) * 25_000,
  async run({ stage, findings, seed, rounds, say }) {
    const count = rounds ?? ROUNDS;
    const random = seededRandom(seed);
    const { app, halls, databaseUrl } = await stage.embedded([{ people: PEOPLE, groups: 3 }]);
    const [hall] = halls;
    if (!hall) throw new Error('a hall');
    const since = await clocksOf(databaseUrl(), [hall.room]);
    const fleet = await stage.fleet(placesOf(hall, app.url), seed);
    await fleet.do('open', 300, 15_000);

    const perSecond = Math.min(40, NOTES / (count * ROUND_S));
    const outputs: string[] = [];
    const back: number[] = [];
    let written = 0;
    for (let round = 1; round <= count; round += 1) {
      const burst = fleet.do('write', perSecond, ROUND_S * 1000);
      await sleep(300 + random() * 1500);
      outputs.push(app.output());
      const start = performance.now();
      await app.kill();
      await app.restart();
      await until(() => isReady(app.url), 20_000, 20);
      back.push(performance.now() - start);
      written += await burst;
      // The next kill shall find people at work, not waiting for their next try.
      await fleet.do('quiet', 20_000);
      if (round % 10 === 0) say(`${round} of ${count} rounds`);
    }
    await judge(findings, { fleets: [fleet], databaseUrl: databaseUrl(), since, withinMs: 20_000 });
    judgeApp(findings, app);
    judgeOutput(findings, outputs.join('\n'), 'each killed app');
    findings.limit('serving again', Math.max(...back) / 1000, 10, 's');
    findings.figure('rounds', count);
    findings.figure('commands', written);
  }
};
