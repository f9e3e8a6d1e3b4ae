/**
 * What news between processes cost, by PostgreSQL and by Redis, in one run. Needs a build and a redis-server:
 *   npm run build && node --import ./tests/support/registerLib.mjs scripts/measureHints.ts
 * Figures and what follows from them: docs/decisions/0006-hints-not-messages.md.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { parseConfig } from '$lib/server/config';
import { createDatabase } from '$lib/server/db/database';
import { NewsBus } from '$lib/server/hints/NewsBus';
import { pgLine } from '$lib/server/hints/pgLine';
import { redisLine } from '$lib/server/hints/redisLine';
import { createLog } from '$lib/server/log';
import { makeServices } from '$lib/server/makeServices';
import { must } from '$lib/util/must';
import { systemClock } from '$lib/util/clock';
import { startApp } from '../tests/support/app';
import { makeHalls, type Hall } from '../tests/support/hall';
import { Client } from '../tests/support/people';
import { startPostgres } from '../tests/support/postgres';
import { findRedis, startRedis } from '../tests/support/redis';

const NOTES = 200;
const BETWEEN_MS = 40;
const ROOMS = 20;
const WRITERS = 2;
const ROUND_MS = 2500;
const ROUNDS = 7;
const IN_TRANSACTION = `
  create function tell_in_transaction() returns trigger language plpgsql as
    $$ begin perform pg_notify('auftakt_in', new.id::text); return new; end $$;
  create trigger tell_in_transaction after update on room for each row execute function tell_in_transaction()`;

const round = (ms: number) => Math.round(ms * 10) / 10;
const quantile = (sorted: readonly number[], q: number) =>
  must(sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]);

/** From giving a note to the first process until a socket at the second (`far`) and the first (`near`) has it. */
async function delays(hall: Hall, env: Record<string, string>) {
  const [a, b] = await Promise.all([startApp({ env }), startApp({ env })]);
  try {
    const [writer, far, near] = await Promise.all(
      ([a, b, a] as const).map(async (app, n) => {
        const client = await Client.connect({ url: app.url, cookie: must(hall.seats[n]).cookie });
        await client.open(hall.room);
        return client;
      })
    );
    const times = { far: [] as number[], near: [] as number[] };
    for (let n = 0; n < NOTES; n += 1) {
      const noteId = randomUUID();
      const begun = performance.now();
      const seen = (client: Client | undefined, into: number[]) =>
        new Promise<void>((resolve) => {
          must(client).socket.on(
            'room:change',
            function hear(message: { changes: { put: { id: string }[] }[] }) {
              if (!message.changes.some(({ put }) => put.some(({ id }) => id === noteId))) return;
              must(client).socket.off('room:change', hear);
              into.push(performance.now() - begun);
              resolve();
            }
          );
        });
      const both = [seen(far, times.far), seen(near, times.near)];
      await must(writer).command(hall.room, { type: 'note.add', noteId, body: `Notiz ${n}` });
      await Promise.all(both);
      await sleep(BETWEEN_MS);
    }
    for (const client of [writer, far, near]) must(client).close();
    const [farSorted, nearSorted] = [times.far, times.near].map((all) => all.sort((x, y) => x - y));
    return {
      'same process p50': round(quantile(must(nearSorted), 0.5)),
      'other process p50': round(quantile(must(farSorted), 0.5)),
      'same process p95': round(quantile(must(nearSorted), 0.95)),
      'other process p95': round(quantile(must(farSorted), 0.95))
    };
  } finally {
    await Promise.all([a.stop(), b.stop()]);
  }
}

/** Transactions a second of many rooms with few writers each, in this process; another end of the bus listens. */
async function commits(databaseUrl: string, halls: readonly Hall[], openBus: () => NewsBus | null) {
  const db = createDatabase(databaseUrl);
  const [bus, listener] = [openBus(), openBus()];
  let heard = 0;
  listener?.subscribe(
    () => (heard += 1),
    () => undefined
  );
  const { rooms } = makeServices({
    config: parseConfig({}),
    log: createLog('silent'),
    db,
    clock: systemClock,
    ...(bus && { bus })
  });
  await sleep(300);
  let done = 0;
  const end = performance.now() + ROUND_MS;
  await Promise.all(
    halls.flatMap((hall) =>
      Array.from({ length: WRITERS }, async (_, n) => {
        const { personId, name } = must(hall.seats[n]);
        while (performance.now() < end) {
          const answer = await rooms.get(hall.room).command(
            { personId, name, organisation: null, member: null },
            {
              id: randomUUID(),
              type: 'note.add',
              noteId: randomUUID(),
              body: 'Ein Satz von üblicher Länge.'
            }
          );
          if (!answer.ok) throw new Error(answer.code);
          done += 1;
        }
      })
    )
  );
  await rooms.stop();
  await bus?.close();
  await listener?.close();
  await db.destroy();
  return { notes: done / (ROUND_MS / 1000), heard };
}

const found = findRedis();
if (!found) throw new Error('There is no redis-server here: install one, or set REDIS_TEST_URL.');
const [postgres, redis] = await Promise.all([startPostgres(), startRedis(found)]);
const admin = new pg.Client(postgres.url);
try {
  await admin.connect();
  const [board, ...halls] = await makeHalls(postgres.url, [
    { people: 3 },
    ...Array.from({ length: ROOMS }, () => ({ people: WRITERS }))
  ]);
  const env = { DATABASE_URL: postgres.url };
  console.log(`From a note given to one process until a socket has it, ms, ${NOTES} notes:`);
  console.table({
    PostgreSQL: await delays(must(board), env),
    Redis: await delays(must(board), { ...env, REDIS_URL: redis.url })
  });

  const ways: Record<string, { openBus: () => NewsBus | null; before?: string; after?: string }> = {
    'no bus': { openBus: () => null },
    'NOTIFY after commit': { openBus: () => new NewsBus(pgLine(postgres.url)) },
    Redis: { openBus: () => new NewsBus(redisLine(redis.url)) },
    'NOTIFY in the transaction': {
      openBus: () => null,
      before: IN_TRANSACTION,
      after: 'drop trigger tell_in_transaction on room; drop function tell_in_transaction'
    }
  };
  const results: Record<string, number[]> = {};
  for (let n = 0; n < ROUNDS; n += 1) {
    for (const [name, { openBus, before, after }] of Object.entries(ways)) {
      if (before) await admin.query(before);
      const { notes } = await commits(postgres.url, halls, openBus);
      if (after) await admin.query(after);
      (results[name] ??= []).push(notes);
    }
  }
  const median = (all: readonly number[]) =>
    Math.round(
      quantile(
        all.toSorted((x, y) => x - y),
        0.5
      )
    );
  const floor = median(must(results['no bus']));
  console.log(`Acknowledged notes a second, ${ROOMS} boards, ${WRITERS} writers each, median of ${ROUNDS}:`);
  console.table(
    Object.fromEntries(
      Object.entries(results).map(([name, all]) => [
        name,
        {
          notes: median(all),
          ratio: Math.round((median(all) / floor) * 100) / 100,
          rounds: all.map(Math.round).join(' ')
        }
      ])
    )
  );
} finally {
  await admin.end();
  await postgres.stop();
  await redis.stop();
}
