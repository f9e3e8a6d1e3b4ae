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
import type { OpenLine } from '$lib/server/hints/Line';
import { pgLine } from '$lib/server/hints/pgLine';
import { redisLine } from '$lib/server/hints/redisLine';
import { createLog } from '$lib/server/log';
import { makeServices } from '$lib/server/makeServices';
import type { Rooms } from '$lib/sync/Rooms';
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
const SLICE_MS = 500;
const SLICES = 30;
/** For comparison: NOTIFY as part of the write, for some rooms. */
const inTransaction = (rooms: readonly string[]) => `
  create function tell_in_transaction() returns trigger language plpgsql as
    $$ begin perform pg_notify('auftakt_in', new.id::text || new.clock); return new; end $$;
  create trigger tell_in_transaction after update on room for each row
    when (new.id in (${rooms.join(', ')})) execute function tell_in_transaction()`;

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

/** One way to tell the others, with boards of its own; another end of the bus listens. */
interface Way {
  halls: readonly Hall[];
  rooms: Rooms;
  close(): Promise<void>;
}

async function makeWay(databaseUrl: string, halls: readonly Hall[], line: OpenLine | null): Promise<Way> {
  const db = createDatabase(databaseUrl);
  const [bus, listener] = line ? [new NewsBus(line), new NewsBus(line)] : [];
  const { rooms } = makeServices({
    config: parseConfig({}),
    log: createLog('silent'),
    db,
    clock: systemClock,
    ...(bus && { bus })
  });
  for (const { room } of halls) await rooms.get(room).read(() => null);
  return {
    halls,
    rooms,
    async close() {
      await rooms.stop();
      await bus?.close();
      await listener?.close();
      await db.destroy();
    }
  };
}

/** Acknowledged notes a second during one slice. */
async function slice({ halls, rooms }: Way): Promise<number> {
  let done = 0;
  const begun = performance.now();
  await Promise.all(
    halls.flatMap((hall) =>
      hall.seats.map(async ({ personId, name }) => {
        const person = { personId, name, organisation: null, member: null };
        while (performance.now() - begun < SLICE_MS) {
          const note = {
            id: randomUUID(),
            type: 'note.add' as const,
            noteId: randomUUID(),
            body: 'Ein Satz.'
          };
          const answer = await rooms.get(hall.room).command(person, note);
          if (!answer.ok) throw new Error(answer.code);
          done += 1;
        }
      })
    )
  );
  return (done / (performance.now() - begun)) * 1000;
}

const found = findRedis();
if (!found) throw new Error('There is no redis-server here: install one, or set REDIS_TEST_URL.');
const [postgres, redis] = await Promise.all([startPostgres(), startRedis(found)]);
const admin = new pg.Client(postgres.url);
try {
  await admin.connect();
  const [board, ...halls] = await makeHalls(postgres.url, [
    { people: 3 },
    ...Array.from({ length: 4 * ROOMS }, () => ({ people: WRITERS }))
  ]);
  const env = { DATABASE_URL: postgres.url };
  console.log(`From a note given to one process until a socket has it, ms, ${NOTES} notes:`);
  console.table({
    PostgreSQL: await delays(must(board), env),
    Redis: await delays(must(board), { ...env, REDIS_URL: redis.url })
  });

  const boardsOf = (n: number) => halls.slice(n * ROOMS, (n + 1) * ROOMS);
  const told = boardsOf(3).map(({ room }) => `'${room}'`);
  await admin.query(inTransaction(told));
  const ways = {
    'no bus': await makeWay(postgres.url, boardsOf(0), null),
    'NOTIFY after commit': await makeWay(postgres.url, boardsOf(1), pgLine(postgres.url)),
    Redis: await makeWay(postgres.url, boardsOf(2), redisLine(redis.url)),
    'NOTIFY in the transaction': await makeWay(postgres.url, boardsOf(3), null)
  };
  await sleep(300);
  // In short slices by turns, so that whatever else the machine does meets all alike.
  const rates: Record<string, number[]> = {};
  for (let n = 0; n < SLICES; n += 1) {
    for (const [name, way] of Object.entries(ways)) (rates[name] ??= []).push(await slice(way));
  }
  for (const way of Object.values(ways)) await way.close();
  const sorted = (all: readonly number[]) => all.toSorted((x, y) => x - y);
  const floor = must(rates['no bus']);
  console.log(`Acknowledged notes a second, ${ROOMS} boards, ${WRITERS} writers each, ${SLICES} slices:`);
  console.table(
    Object.fromEntries(
      Object.entries(rates).map(([name, all]) => {
        const ratios = sorted(all.map((rate, n) => rate / must(floor[n])));
        const [low, middle, high] = [0.25, 0.5, 0.75].map((q) => round(10 * quantile(ratios, q)) / 10);
        return [
          name,
          { notes: Math.round(quantile(sorted(all), 0.5)), ratio: middle, quartiles: `${low} – ${high}` }
        ];
      })
    )
  );
} finally {
  await admin.end();
  await postgres.stop();
  await redis.stop();
}
