import { setTimeout as sleep } from 'node:timers/promises';
import { clocksOf, judge, judgeApp } from '../judge.ts';
import { MemoryWatch, quantile } from '../MemoryWatch.ts';
import type { Scenario } from '../Scenario.ts';
import { placesOf } from '../Stage.ts';

const PEOPLE = 300;
/** Real clients, who write and measure; the others only listen, so that this machine measures the server. */
const CLIENTS = 50;
const NOTES_PER_SECOND = 50;
const WARM_MS = 10_000;
/** Longer than the server waits for an answer to its ping (25 s and 20 s). */
const PHASE_MS = 47_000;

export const stalled: Scenario = {
  name: 'stalled',
  fault: 'one of 300 stops reading, at 50 notes a second',
  limitMs: () => 240_000,
  async run({ stage, findings, seed }) {
    const { app, halls, databaseUrl } = await stage.onPostgres([{ people: PEOPLE, groups: 5 }]);
    const [hall] = halls;
    if (!hall) throw new Error('a hall');
    const since = await clocksOf(databaseUrl(), [hall.room]);
    const one = await stage.fleet(placesOf(hall, app.url, { to: 1 }), seed);
    const others = await stage.fleet(placesOf(hall, app.url, { from: 1, to: CLIENTS }), seed + 1);
    const crowd = stage.crowd();
    await Promise.all([one.do('open', 0, 15_000), others.do('open', 1000, 30_000)]);
    const came = await crowd.do('open', placesOf(hall, app.url, { from: CLIENTS }), 4000, 30_000);
    findings.invariant('everybody got in', !came.includes(null), `people ${PEOPLE}`);

    // Mostly changes to what is there: a board that grows would look like memory that is held for somebody.
    const work = others.do('write', NOTES_PER_SECOND, WARM_MS + 2 * PHASE_MS + 1000, 0.9);
    await sleep(WARM_MS);
    // The same for as long with nobody stalled: what a busy server takes by itself.
    const usual = new MemoryWatch(app.pid);
    await sleep(PHASE_MS);
    const before = await usual.stop();
    // The whole device stops: it neither reads nor hangs up nor comes back.
    one.sleep();
    await others.do('measure', true);
    const watch = new MemoryWatch(app.pid);
    await sleep(PHASE_MS);
    const during = await watch.stop();
    await others.do('measure', false);
    const open = await socketsOf(app.url);
    findings.invariant('the server let go of it', open === PEOPLE - 1, `sockets ${open}`);
    one.wake();
    await one.do('lookAll');
    const delays = await others.do('delays');
    findings.figure('commands', await work);

    findings.limit('memory more', during.growth - before.growth, 20, 'MB');
    findings.limit("the others' p99", quantile(delays, 0.99), 250, 'ms');
    findings.figure('p50 ms', quantile(delays, 0.5));
    findings.figure('heard', delays.length);
    findings.figure('growth with nobody stalled, MB', before.growth);
    findings.figure('memory at most, MB', during.most);
    await judge(findings, { fleets: [one, others], databaseUrl: databaseUrl(), since, withinMs: 30_000 });
    judgeApp(findings, app);
  }
};

/** As the server counts them. */
async function socketsOf(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^auftakt_sockets (\d+)/m.exec(text)?.[1] ?? Number.NaN);
}
