import { setTimeout as sleep } from 'node:timers/promises';
import { must } from '../../../src/lib/util/must.ts';
import { clocksOf, judge, judgeApp, judgeOutput } from '../judge.ts';
import { cpuMs } from '../../support/processFigures.ts';
import { quantile } from '../MemoryWatch.ts';
import type { Scenario, ScenarioContext } from '../Scenario.ts';
import { placesOf } from '../Stage.ts';
import { readStored } from '../stored.ts';
import { until } from '../until.ts';

const JOINING = 1000;
const HALLS = 10;
const HALL = 300;
/** Of the sockets so many are real clients, which are held against the database at the end. */
const CLIENTS = 20;

export const crowd: Scenario = {
  name: 'crowd',
  fault: '1,000 join within a second; 3,000 sockets after a restart',
  limitMs: () => 360_000,
  async run(context) {
    await joining(context);
    await restart(context);
  }
};

async function joining({ stage, findings, say }: ScenarioContext): Promise<void> {
  const { app, halls, databaseUrl } = await stage.onPostgres([{ people: 10, groups: 20, notes: 60 }]);
  const { room, code } = must(halls[0]);
  const before = (await clocksOf(databaseUrl(), [room])).get(room) ?? 0;
  const crowds = [stage.crowd(), stage.crowd()];
  // The programs are loaded before the clock runs.
  await Promise.all(crowds.map((one) => one.do('whole')));
  const cpu = cpuMs(app.pid);
  const arrivals = (
    await Promise.all(crowds.map((one) => one.do('join', app.url, code, JOINING / 2, 1000, 60_000)))
  ).flat();
  const times = arrivals.map((ms) => ms ?? Number.POSITIVE_INFINITY);
  findings.limit('everybody has the board', Math.max(...times) / 1000, 5, 's');
  findings.figure('board p50, seconds', quantile(times, 0.5) / 1000);
  findings.invariant('everybody got in', !arrivals.includes(null), `people ${arrivals.length}`);
  findings.figure('core seconds of the app for the joins', (cpuMs(app.pid) - cpu) / 1000);
  const troubles = (await Promise.all(crowds.map((one) => one.do('troubles')))).flat();
  findings.figure(
    'requests tried again',
    troubles.length === 0 ? 0 : `${troubles.length} (${[...new Set(troubles)].join()})`
  );
  const { changes, clock } = await readStored(databaseUrl(), room);
  const joins = changes.filter(({ type, seq }) => type === 'participant.join' && seq > before).length;
  findings.invariant(
    'each joined once',
    joins === JOINING && changes.length === clock,
    `joins ${joins}, clock ${clock}`
  );
  judgeApp(findings, app, 'the app of the joins');
  await Promise.all(crowds.map((one) => one.stop()));
  await app.stop();
  say('1,000 have joined');
}

async function restart({ stage, findings, seed, say }: ScenarioContext): Promise<void> {
  const plans = Array.from({ length: HALLS }, () => ({ people: HALL, groups: 6, notes: 20 }));
  const { app, halls, databaseUrl } = await stage.onPostgres(plans);
  const first = must(halls[0]);
  const since = await clocksOf(databaseUrl(), [first.room]);
  const fleet = await stage.fleet(placesOf(first, app.url, { to: CLIENTS }), seed);
  const crowds = [stage.crowd(), stage.crowd()];
  const places = halls.flatMap((hall) => placesOf(hall, app.url, { from: hall === first ? CLIENTS : 0 }));
  await fleet.do('open', 500, 30_000);
  const opened = await Promise.all(
    crowds.map((one, n) =>
      one.do(
        'open',
        places.filter((_, at) => at % 2 === n),
        25_000,
        60_000
      )
    )
  );
  const whole = async () =>
    (await Promise.all(crowds.map((one) => one.do('whole')))).reduce((a, b) => a + b, 0);
  await until(async () => (await whole()) === places.length, 30_000, 200);
  const count = await whole();
  findings.invariant(
    '3,000 sockets',
    count === places.length,
    `${count} and ${CLIENTS}, late ${opened.flat().filter((ms) => ms === null).length}`
  );
  say(`${count} are in`);

  const work = fleet.do('write', 10, 20_000);
  await sleep(1000);
  const output = app.output();
  const start = performance.now();
  await app.restart();
  const served = performance.now() - start;
  const back = await until(async () => (await whole()) >= places.length * 0.99, 60_000, 100);
  findings.limit('99 % are back', back === null ? Infinity : (performance.now() - start) / 1000, 30, 's');
  findings.figure('restart, seconds', served / 1000);
  findings.figure('commands', await work);
  await judge(findings, { fleets: [fleet], databaseUrl: databaseUrl(), since, withinMs: 30_000 });
  judgeApp(findings, app);
  judgeOutput(findings, output, 'the stopped app');
}
