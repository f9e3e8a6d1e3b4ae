import { setTimeout as sleep } from 'node:timers/promises';
import { clocksOf, judge, judgeApp } from '../judge.ts';
import { MemoryWatch, quantile } from '../processFigures.ts';
import type { Scenario } from '../Scenario.ts';
import { placesOf } from '../Stage.ts';

const PEOPLE = 300;
const NOTES_PER_SECOND = 50;
const BEFORE_MS = 15_000;
/** Longer than the 10 s after which a line that takes nothing is cut, and than its buffers hold. */
const STALLED_MS = 50_000;

export const stalled: Scenario = {
  name: 'stalled',
  fault: 'one of 300 stops reading, at 50 notes a second',
  limitMs: () => 180_000,
  async run({ stage, findings, seed }) {
    const { app, halls, databaseUrl } = await stage.onPostgres([{ people: PEOPLE, groups: 5 }]);
    const [hall] = halls;
    if (!hall) throw new Error('a hall');
    const since = await clocksOf(databaseUrl(), [hall.room]);
    const one = await stage.fleet(placesOf(hall, app.url, { to: 1 }), seed);
    const others = await stage.fleet(placesOf(hall, app.url, { from: 1 }), seed + 1);
    await Promise.all([one.do('open', 0, 15_000), others.do('open', 3000, 30_000)]);

    const work = others.do('write', NOTES_PER_SECOND, BEFORE_MS + STALLED_MS + 1000, 0.3);
    // The first seconds are compiled and allocated; memory is looked at afterwards.
    await sleep(BEFORE_MS / 2);
    const before = new MemoryWatch(app.pid);
    await sleep(BEFORE_MS / 2);
    const usual = await before.stop();
    await one.do('pauseFirst');
    await others.do('measure', true);
    const during = new MemoryWatch(app.pid);
    await sleep(STALLED_MS);
    const now = await during.stop();
    await others.do('measure', false);
    const delays = await others.do('delays');
    findings.figure('commands', await work);

    findings.limit('memory more', now.median - usual.median, 20, 'MB');
    findings.limit("the others' p99", quantile(delays, 0.99), 250, 'ms');
    findings.figure('p50 ms', quantile(delays, 0.5));
    findings.figure('heard', delays.length);
    findings.figure('memory before, MB', usual.median);
    findings.figure('memory at most, MB', now.most);
    const open = await socketsOf(app.url);
    findings.invariant('the server let go of it', open === PEOPLE - 1, `sockets ${open}`);
    await one.do('resumeFirst');
    await one.do('lookAll');
    await judge(findings, { fleets: [one, others], databaseUrl: databaseUrl(), since, withinMs: 30_000 });
    judgeApp(findings, app);
  }
};

/** As the server counts them. */
async function socketsOf(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^auftakt_sockets (\d+)/m.exec(text)?.[1] ?? Number.NaN);
}
