import { setTimeout as sleep } from 'node:timers/promises';
import { must } from '../../../src/lib/util/must.ts';
import { HintProxy } from '../HintProxy.ts';
import { clocksOf, judge, judgeApp } from '../judge.ts';
import type { Scenario } from '../Scenario.ts';
import { placesOf } from '../Stage.ts';
import { withClient } from '../stored.ts';

const PEOPLE = 60;

export const processes: Scenario = {
  name: 'processes',
  fault: 'two processes; hints late, lost, their connections ended',
  limitMs: () => 180_000,
  async run({ stage, findings, seed }) {
    const { postgres, halls } = await stage.postgres([{ people: PEOPLE, groups: 3 }]);
    const hall = must(halls[0]);
    const proxy = new HintProxy(postgres.url);
    stage.defer(() => proxy.close());
    const env = { DATABASE_URL: await proxy.open() };
    const apps = [await stage.app({ env }), await stage.app({ env })];
    const since = await clocksOf(postgres.url, [hall.room]);
    const fleets = [];
    for (const [n, app] of apps.entries())
      fleets.push(
        await stage.fleet(
          placesOf(hall, app.url, { from: (n * PEOPLE) / 2, to: ((n + 1) * PEOPLE) / 2 }),
          seed + n
        )
      );
    for (const fleet of fleets) await fleet.do('open', 300, 15_000);

    let ended = 0;
    const phases: readonly [string, () => Promise<void>, () => void][] = [
      ['late', () => sleep(5000), () => (proxy.delayMs = 3000)],
      ['lost', () => sleep(5000), () => (proxy.holding = true)],
      [
        'ended',
        async () => {
          for (let times = 0; times < 10; times += 1) {
            ended += await endHintConnections(postgres.adminUrl);
            await sleep(500);
          }
        },
        () => undefined
      ]
    ];
    let commands = 0;
    const healing: number[] = [];
    for (const [name, wait, begin] of phases) {
      begin();
      const work = fleets.map((fleet) => fleet.do('write', 20, 5000));
      await wait();
      for (const count of await Promise.all(work)) commands += count;
      proxy.delayMs = 0;
      proxy.holding = false;
      // What was held back is lost for good, and its connection is of no use any more; nobody is told.
      healing.push(
        await judge(findings, {
          fleets,
          databaseUrl: postgres.url,
          since,
          withinMs: 30_000,
          label: `${name}: `
        })
      );
      findings.figure(`equal after "${name}", seconds`, must(healing.at(-1)) / 1000);
    }
    findings.limit('nothing missing after healing', Math.max(...healing) / 1000, 5, 's');
    const { late, lost } = proxy.counts;
    // Hints of one room are merged while the line waits, so they are few.
    findings.invariant('hints were late and lost', late > 2 && lost > 1, `pieces late ${late}, lost ${lost}`);
    findings.invariant('connections were ended', ended >= 4, `connections ${ended}`);
    findings.figure('commands', commands);
    for (const [n, app] of apps.entries()) judgeApp(findings, app, `app ${n + 1}`);
  }
};

/** Ends all connections that carry hints. @returns how many */
async function endHintConnections(adminUrl: string): Promise<number> {
  return withClient(adminUrl, async (client) => {
    const { rowCount } = await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'auftakt hints'`
    );
    return rowCount ?? 0;
  });
}
