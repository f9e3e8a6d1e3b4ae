import { setTimeout as sleep } from 'node:timers/promises';
import { clocksOf, isReady, judge, judgeApp } from '../judge.ts';
import type { Scenario } from '../Scenario.ts';
import { placesOf } from '../Stage.ts';
import { until } from '../until.ts';

const PEOPLE = 30;
const AWAY_MS = 30_000;

export const postgres: Scenario = {
  name: 'postgres',
  fault: 'SIGKILL of PostgreSQL under load; stopped for 30 s',
  limitMs: () => 240_000,
  async run({ stage, findings, seed }) {
    const { app, halls, postgres: server } = await stage.onPostgres([{ people: PEOPLE, groups: 3 }]);
    const [hall] = halls;
    if (!hall) throw new Error('a hall');
    const { pid } = app;
    const since = await clocksOf(server.url, [hall.room]);
    const fleet = await stage.fleet(placesOf(hall, app.url), seed);
    await fleet.do('open', 300, 15_000);

    const work = fleet.do('write', 12, 70_000);
    const normal: number[] = [];
    // Killed and back at once, three times.
    for (let round = 0; round < 3; round += 1) {
      await sleep(2500);
      await server.kill();
      await server.start();
      await normalAgain(`kill ${round + 1}`);
    }
    // Stopped in order, and away.
    await sleep(2500);
    await server.stop();
    await sleep(3000);
    findings.invariant('says that the database is away', !(await isReady(app.url)), '/readyz');
    const alive = await fetch(`${app.url}/healthz`, { signal: AbortSignal.timeout(3000) });
    findings.invariant('answers while the database is away', alive.status === 200, '/healthz');
    await sleep(AWAY_MS - 3000);
    await server.start();
    await normalAgain('30 s away');
    findings.figure('commands', await work);

    await judge(findings, { fleets: [fleet], databaseUrl: server.url, since, withinMs: 30_000 });
    judgeApp(findings, app);
    findings.invariant('the app stayed up', app.pid === pid, `process ${pid}`);
    findings.limit('normal again', Math.max(...normal) / 1000, 10, 's');

    /** Ms until the app says it is ready and what was said until now is stored; the work goes on meanwhile. */
    async function normalAgain(what: string): Promise<void> {
      const start = performance.now();
      const said = await fleet.do('waiting');
      const ready = await until(() => isReady(app.url), 30_000, 50);
      findings.figure(`ready after "${what}", seconds`, (ready ?? Infinity) / 1000);
      const stored = await until(
        async () => {
          const waiting = new Set(await fleet.do('waiting'));
          return !said.some((id) => waiting.has(id));
        },
        40_000,
        100
      );
      const took = ready === null || stored === null ? Infinity : performance.now() - start;
      findings.figure(`normal after "${what}", seconds`, took / 1000);
      normal.push(took);
    }
  }
};
