import { createClient } from '@redis/client';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { busContract } from '$lib/sync/testing/busContract';
import { testDatabase } from '../../../../tests/support/database';
import { findRedis, startRedis } from '../../../../tests/support/redis';
import { until } from '../../../../tests/support/people';
import { must } from '$lib/util/must';
import { waitBefore, type LineEars } from './Line';
import { NewsBus } from './NewsBus';
import { pgLine } from './pgLine';
import { redisLine } from './redisLine';

const { url } = await testDatabase();
const redis = findRedis();

/** Ends all LISTEN connections of this database, as a restart or a network would. */
async function cutListeners(): Promise<number> {
  const client = new pg.Client(url);
  await client.connect();
  const { rowCount } = await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name = 'auftakt hints'`
  );
  await client.end();
  return rowCount ?? 0;
}

busContract('PostgreSQL', () =>
  Promise.resolve({
    join: () => new NewsBus(pgLine(url)),
    cut: async () => {
      expect(await cutListeners()).toBeGreaterThan(0);
    },
    close: () => Promise.resolve()
  })
);

// The reason stands in the title: whoever reads the report of a machine without Redis knows what was not looked at.
describe.skipIf(redis === null)('with a redis-server (install one, or set REDIS_TEST_URL)', () => {
  busContract('Redis', async () => {
    const server = await startRedis(must(redis, 'a redis-server'));
    return {
      join: () => new NewsBus(redisLine(server.url)),
      cut: async () => {
        if (server.restart) return server.restart();
        const client = createClient({ url: server.url });
        await client.connect();
        await client.sendCommand(['CLIENT', 'KILL', 'SKIPME', 'yes']);
        client.destroy();
      },
      close: () => server.stop()
    };
  });
});

describe('the line of PostgreSQL', () => {
  it('keeps hints that came while it was down, and says once that it is lost', async () => {
    const told: string[] = [];
    const [here, there] = [new NewsBus(pgLine(url), (what) => told.push(what)), new NewsBus(pgLine(url))];
    const heard: number[] = [];
    let up = 0;
    there.subscribe(
      ({ seq }) => heard.push(seq),
      () => (up += 1)
    );
    await until(() => up > 0, 'the line is up');
    const room = crypto.randomUUID();
    here.publish({ room, seq: 1 });
    await until(() => heard.includes(1), 'the hint arrives');
    await cutListeners();
    await until(() => told.includes('lost'), 'the loss is noticed');
    here.publish({ room, seq: 2 });
    here.publish({ room, seq: 3 });
    // Heard once both are back; whoever came back later looks at every room by itself.
    await until(() => up > 1 && told.includes('restored'), 'both lines are up again', 8000);
    here.publish({ room, seq: 4 });
    await until(() => heard.includes(4), 'hints arrive again');
    expect(told).toEqual(['lost', 'restored']);
    await Promise.all([here.close(), there.close()]);
  });

  it('merges hints of one room: a thousand commits a second are some fifty texts', async () => {
    const texts: string[] = [];
    let ears: LineEars | undefined;
    const bus = new NewsBus((given) => {
      ears = given;
      return {
        send: (text) => Promise.resolve(void texts.push(text)),
        close: () => Promise.resolve()
      };
    });
    ears?.restored();
    const room = crypto.randomUUID();
    for (let seq = 1; seq <= 100; seq += 1) {
      bus.publish({ room, seq });
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await until(() => texts.at(-1)?.includes('"seq":100}'), 'the last hint goes out');
    expect(texts.length).toBeLessThan(20);
    await bus.close();
  });

  it('ignores what makes no sense', async () => {
    const told: string[] = [];
    let heard = 0;
    let ears: LineEars | undefined;
    const bus = new NewsBus(
      (given) => {
        ears = given;
        return { send: () => Promise.resolve(), close: () => Promise.resolve() };
      },
      (what) => told.push(what)
    );
    bus.subscribe(
      () => (heard += 1),
      () => undefined
    );
    for (const text of ['', '{', '[]', '{"from":"x","items":[{"kind":"hint","room":7,"seq":1}]}'])
      ears?.heard(text);
    expect(heard).toBe(0);
    expect(told).toEqual(['odd', 'odd', 'odd', 'odd']);
    ears?.heard('{"from":"x","items":[{"kind":"hint","room":"r","seq":1}]}');
    expect(heard).toBe(1);
    await bus.close();
  });
});

it('waits longer with each attempt, jittered, at most five seconds', () => {
  expect([0, 1, 2, 9].map((attempt) => waitBefore(attempt, () => 0))).toEqual([50, 100, 200, 2500]);
  expect([0, 1, 2, 9].map((attempt) => waitBefore(attempt, () => 1))).toEqual([100, 200, 400, 5000]);
});
