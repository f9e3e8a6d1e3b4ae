import { clocksOf, judge, judgeApp } from '../judge.ts';
import type { Remote } from '../Remote.ts';
import type { Scenario } from '../Scenario.ts';
import { placesOf } from '../Stage.ts';
import { readStored, withClient } from '../stored.ts';

const HOUR = 3_600_000;
const PEOPLE = 30;
const SHIFT = new URL('../shiftClock.mjs', import.meta.url).href;

export const clocks: Scenario = {
  name: 'clocks',
  fault: 'clocks of client and server off by an hour',
  limitMs: () => 180_000,
  async run({ stage, findings, seed }) {
    const { postgres, halls } = await stage.postgres([{ people: PEOPLE + 2, groups: 3 }]);
    const [hall] = halls;
    if (!hall) throw new Error('a hall');
    const seats = hall.seats.slice(PEOPLE);
    const room = hall.room;
    const since = await clocksOf(postgres.url, [room]);
    const expiries = () =>
      withClient(postgres.url, async (db) => {
        const { rows } = await db.query<{ at: string }>(
          'select expires_at::text as at from session order by id_hash'
        );
        return rows.map(({ at }) => at).join();
      });

    const fleets: Remote<'fleet'>[] = [];
    for (const [n, ahead] of [HOUR, -HOUR].entries()) {
      const name = ahead > 0 ? 'a server an hour ahead' : 'a server an hour behind';
      const app = await stage.app({
        env: {
          DATABASE_URL: postgres.url,
          NODE_OPTIONS: `--import=${SHIFT}`,
          FAULTS_CLOCK_MS: String(ahead)
        }
      });
      const before = await expiries();
      const fleet = await stage.fleet(
        placesOf(hall, app.url, {
          from: n * (PEOPLE / 2),
          to: (n + 1) * (PEOPLE / 2),
          skew: (at) => [HOUR, -HOUR, 0][at % 3] ?? 0
        }),
        seed + n
      );
      fleets.push(fleet);
      await fleet.do('open', 300, 15_000);
      await fleet.do('write', 30, 5000);
      await judge(findings, {
        fleets: [fleet],
        databaseUrl: postgres.url,
        since,
        withinMs: 15_000,
        label: `${name}: `,
        picturesOnly: true
      });
      findings.invariant(
        `${name} prolongs no session`,
        (await expiries()) === before,
        'expires_at unchanged'
      );

      // Ended two hours ago by everybody's reckoning, and one that the true clock still allows.
      const seat = seats[n];
      if (!seat) throw new Error('a seat');
      await withClient(postgres.url, (db) =>
        db.query(`update session set expires_at = now() - interval '2 hours' where person_id = $1`, [
          seat.personId
        ])
      );
      const answer = await fetch(`${app.url}/api/rooms/${room}`, { headers: { cookie: seat.cookie } });
      findings.invariant(`${name} lets no ended session in`, answer.status >= 400, `status ${answer.status}`);
      judgeApp(findings, app, name);
    }

    await judge(findings, { fleets, databaseUrl: postgres.url, since, withinMs: 30_000 });
    findings.invariant(...(await orderIntact()));
    findings.figure('people', PEOPLE);

    /** Each person's commands took effect in the order in which they were given, whatever their clock says. */
    async function orderIntact(): Promise<[string, boolean, string]> {
      const { changes } = await readStored(postgres.url, room);
      const seqOf = new Map(changes.map(({ commandId, seq }) => [commandId, seq]));
      const last = new Map<string, number>();
      let wrong = 0;
      let looked = 0;
      for (const fleet of fleets) {
        for (const { command, by } of (await fleet.do('history')).sent) {
          const seq = seqOf.get(command.id) ?? 0;
          looked += 1;
          if (seq < (last.get(by) ?? 0)) wrong += 1;
          last.set(by, seq);
        }
      }
      return ["everybody's order is intact", wrong === 0 && looked > 0, `commands ${looked}, wrong ${wrong}`];
    }
  }
};
