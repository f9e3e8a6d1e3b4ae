import { setTimeout as sleep } from 'node:timers/promises';
import { clocksOf, judge, judgeApp } from '../judge.ts';
import type { Scenario } from '../Scenario.ts';
import { placesOf } from '../Stage.ts';

const PEOPLE = 1000;
const SLEEPERS = 100;
/** Longer than the server waits for an answer to its ping (25 s and 20 s). */
const ASLEEP_MS = 48_000;

export const clients: Scenario = {
  name: 'clients',
  fault: 'cut in mid-post, asleep, reloaded; 1,000 clients',
  limitMs: () => 300_000,
  async run({ stage, findings, seed, say }) {
    const { app, halls, databaseUrl } = await stage.onPostgres([{ people: PEOPLE, groups: 20 }]);
    const [hall] = halls;
    if (!hall) throw new Error('a hall');
    const since = await clocksOf(databaseUrl(), [hall.room]);
    const half = SLEEPERS + (PEOPLE - SLEEPERS) / 2;
    const sleepers = await stage.fleet(placesOf(hall, app.url, { to: SLEEPERS }), seed);
    const others = [
      await stage.fleet(placesOf(hall, app.url, { from: SLEEPERS, to: half }), seed + 1),
      await stage.fleet(placesOf(hall, app.url, { from: half }), seed + 2)
    ];
    const everybody = [sleepers, ...others];
    const opened = await Promise.all(everybody.map((fleet) => fleet.do('open', 10_000, 40_000, true)));
    const late = opened.flat().filter((ms) => ms === null).length;
    findings.invariant('everybody got in', late === 0, `clients ${PEOPLE}, late ${late}`);
    say('everybody is in');

    // The laptops write until the moment their lids shut, and what they wrote last is still on its way.
    const last = sleepers.do('write', 10, 4000);
    await sleep(3000);
    sleepers.sleep();
    for (const fleet of others) await fleet.do('trouble', { cuts: 3, reloads: 0.7, stalls: 0.5 });
    const written = await Promise.all(others.map((fleet) => fleet.do('write', 5, ASLEEP_MS - 3000)));
    await sleep(3000);
    let troubles = 0;
    for (const fleet of others) {
      troubles += await fleet.do('troubles');
      await fleet.do('trouble', null);
    }
    // Those who were cut at the very end may take their first waits; then all is healed.
    await sleep(2000);
    sleepers.wake();
    const healed = performance.now();
    written.push(await last);
    await sleepers.do('lookAll');
    const took = await judge(findings, {
      fleets: everybody,
      databaseUrl: databaseUrl(),
      since,
      withinMs: 30_000
    });
    findings.limit('all equal after healing', took / 1000, 5, 's');
    findings.figure('healing and checking, seconds', (performance.now() - healed) / 1000);
    findings.figure('clients', PEOPLE);
    findings.figure('asleep', SLEEPERS);
    findings.figure('cut, reloaded or stalled', troubles);
    findings.figure(
      'commands',
      written.reduce((sum, one) => sum + one, 0)
    );
    judgeApp(findings, app);
  }
};
