import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RoomPresence } from '../../src/lib/protocol/rooms';
import { must } from '../../src/lib/util/must';
import { startApp, type RunningApp } from '../support/app';
import { makeHalls, type Hall, type Seat } from '../support/hall';
import { Client, request, until } from '../support/people';
import { startPostgres, type TestPostgres } from '../support/postgres';

/** Two app processes on one PostgreSQL, with people at both. */
let postgres: TestPostgres;
let halls: Hall[];
let a: RunningApp;
let b: RunningApp;
let db: pg.Client;

beforeAll(async () => {
  postgres = await startPostgres();
  halls = await makeHalls(postgres.url, [
    { people: 12, groups: 2 },
    { people: 4, groups: 1 },
    { people: 4, groups: 1 },
    { people: 6, groups: 1 }
  ]);
  const env = { DATABASE_URL: postgres.url };
  [a, b] = await Promise.all([startApp({ env }), startApp({ env })]);
  db = new pg.Client(postgres.url);
  await db.connect();
});
afterAll(async () => {
  await Promise.allSettled([a.stop(), b.stop(), db.end()]);
  await postgres.stop();
});

/** What is taken away must be away within this time, in every process (promise G6). */
const WITHIN = 5000;

interface Present {
  seat: Seat;
  client: Client;
  presence: RoomPresence[];
  seq: number;
}

async function enter(app: RunningApp, hall: Hall, seat: Seat): Promise<Present> {
  const client = await Client.connect({ url: app.url, cookie: seat.cookie });
  const presence: RoomPresence[] = [];
  client.socket.on('room:presence', (frame: RoomPresence) => presence.push(frame));
  const opened = await client.open(hall.room);
  if (!opened.ok) throw new Error(opened.code);
  return { seat, client, presence, seq: opened.seq };
}

const seatOf = (hall: Hall, n: number) => must(hall.seats[n], 'a seat');
const pin = (body: string) => ({ type: 'note.add', noteId: randomUUID(), body });
const leave = (...people: Present[]) => people.forEach(({ client }) => client.close());

describe('notes', () => {
  const hall = () => must(halls[0]);

  test('a note pinned at one process is at the other within a second, and the other way round', async () => {
    const [lotte, otto] = [
      await enter(a, hall(), seatOf(hall(), 0)),
      await enter(b, hall(), seatOf(hall(), 2))
    ];
    for (const [from, to] of [
      [lotte, otto],
      [otto, lotte]
    ] as const) {
      const note = pin('Über die Grenze');
      const begun = performance.now();
      expect(await from.client.command(hall().room, note)).toMatchObject({ ok: true });
      expect(await to.client.record(note.noteId)).toMatchObject({ body: note.body });
      expect(performance.now() - begun).toBeLessThan(1000);
    }
    leave(lotte, otto);
  });

  test('the same command sent to both processes takes effect once, with one answer', async () => {
    const [here, there] = [
      await enter(a, hall(), seatOf(hall(), 0)),
      await enter(b, hall(), seatOf(hall(), 0))
    ];
    for (let round = 0; round < 10; round += 1) {
      const command = { id: randomUUID(), ...pin(`Einmal, ${round}`) };
      const answers = await Promise.all([
        here.client.command(hall().room, command),
        there.client.command(hall().room, command)
      ]);
      expect(answers[0]).toMatchObject({ ok: true });
      expect(answers[1]).toEqual(answers[0]);
    }
    const { rows } = await db.query<{ twice: number }>(
      `select count(*)::int as twice from note where room_id = $1 and body like 'Einmal,%'`,
      [hall().room]
    );
    expect(rows[0]?.twice).toBe(10);
    leave(here, there);
  });

  test('writers at both processes: one order without gaps, and everybody has everything', async () => {
    const writers = await Promise.all(
      Array.from({ length: 6 }, (_, n) => enter(n % 2 ? a : b, hall(), seatOf(hall(), n)))
    );
    const notes = await Promise.all(
      writers.flatMap(({ client }) =>
        Array.from({ length: 10 }, async (_, n) => {
          const note = pin(`Gleichzeitig ${n}`);
          const answer = await client.command(hall().room, note);
          return { id: note.noteId, seq: answer.ok ? answer.seq : 0 };
        })
      )
    );
    expect(new Set(notes.map(({ seq }) => seq)).size).toBe(60);
    for (const { client } of writers) for (const { id } of notes) await client.record(id);
    const { rows } = await db.query<{ seq: string }>(
      'select seq from change where room_id = $1 order by seq',
      [hall().room]
    );
    expect(rows.map(({ seq }) => Number(seq))).toEqual(rows.map((_, index) => index + 1));
    leave(...writers);
  });

  test('the connection for hints is cut while notes are written: nothing is missing within five seconds', async () => {
    const [lotte, otto] = [
      await enter(a, hall(), seatOf(hall(), 0)),
      await enter(b, hall(), seatOf(hall(), 2))
    ];
    const ids: string[] = [];
    let cut = 0;
    for (let n = 0; n < 60; n += 1) {
      const note = pin(`Im Sturm ${n}`);
      ids.push(note.noteId);
      expect(await (n % 2 ? lotte : otto).client.command(hall().room, note)).toMatchObject({ ok: true });
      if (n % 20 !== 10) continue;
      const { rowCount } = await db.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'auftakt hints'`
      );
      cut += rowCount ?? 0;
    }
    expect(cut).toBeGreaterThanOrEqual(4);
    const begun = performance.now();
    for (const { client } of [lotte, otto]) for (const id of ids) await client.record(id);
    expect(performance.now() - begun).toBeLessThan(WITHIN);
    leave(lotte, otto);
  });
});

describe('presence', () => {
  const hall = () => must(halls[1]);

  test('is one list over both processes; a person with sockets at both is there once', async () => {
    const hedda = await enter(a, hall(), hall().facilitator);
    const others = [
      await enter(b, hall(), seatOf(hall(), 0)),
      await enter(b, hall(), seatOf(hall(), 1)),
      await enter(a, hall(), seatOf(hall(), 1))
    ];
    const last = () => hedda.presence.at(-1);
    await until(() => last()?.count === 3, 'three people are counted');
    expect(
      last()
        ?.people.map(({ name }) => name)
        .sort()
    ).toEqual(['Hedda Holunder', seatOf(hall(), 0).name, seatOf(hall(), 1).name].sort());
    must(others[0]).client.socket.emit('room:presence', { room: hall().room, state: { editing: 'new' } });
    await until(
      () => last()?.people.find(({ id }) => id === seatOf(hall(), 0).participantId)?.editing === 'new',
      'the other process hears who writes'
    );
    leave(...others);
    await until(() => last()?.count === 1, 'they are gone');
    leave(hedda);
  });
});

describe('what is taken away at one process is away at the other', () => {
  const hall = () => must(halls[2]);

  test('a session that ended', async () => {
    const [seat, stays] = [seatOf(hall(), 0), seatOf(hall(), 1)];
    const [out, other] = [await enter(b, hall(), seat), await enter(b, hall(), stays)];
    const answer = await request({ url: a.url, cookie: seat.cookie }, '/logout', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: ''
    });
    expect(answer.status).toBeLessThan(400);
    await until(() => out.client.socket.disconnected, 'the socket is cut', WITHIN);
    expect(out.client.closed).toEqual([{ room: hall().room, code: 'unauthenticated' }]);
    expect(other.client.socket.connected).toBe(true);
    leave(other);
  });

  test('a participant who was removed', async () => {
    const [gone, stays] = [
      await enter(b, hall(), seatOf(hall(), 2)),
      await enter(b, hall(), seatOf(hall(), 3))
    ];
    // As erasure does it: past the rooms, with a new clock.
    await db.query('begin');
    await db.query('update room set clock = clock + 1, floor = clock + 1 where id = $1', [hall().room]);
    await db.query(
      `update participant set removed_at = now(), seq = (select clock from room where id = $1) where id = $2`,
      [hall().room, gone.seat.participantId]
    );
    await db.query('commit');
    const told = ({ client, seq }: Present) => client.changes.some(({ from }) => from > seq);
    await until(() => told(gone) && told(stays), 'everybody is told to read anew', WITHIN);
    expect(await gone.client.open(hall().room, gone.seq)).toMatchObject({ ok: false, code: 'forbidden' });
    expect(await stays.client.open(hall().room, stays.seq)).toMatchObject({ ok: true, full: true });
    leave(gone, stays);
  });

  test('a workshop that was closed: the other process takes nothing more', async () => {
    const [hedda, lotte] = [
      await enter(a, hall(), hall().facilitator),
      await enter(b, hall(), seatOf(hall(), 3))
    ];
    const closed = await hedda.client.command(hall().room, { type: 'board.configure', open: false });
    expect(closed).toMatchObject({ ok: true });
    await until(
      () => lotte.client.heard().some(({ put }) => put.some((one) => one.type === 'board' && !one.open)),
      'the other process tells that it is closed',
      WITHIN
    );
    expect(await lotte.client.command(hall().room, pin('Zu spät'))).toMatchObject({
      ok: false,
      code: 'closed'
    });
    leave(hedda, lotte);
  });

  test('a role', async () => {
    const hedda = await enter(b, hall(), hall().facilitator);
    await db.query(`update member set role = 'member' where person_id = $1`, [hedda.seat.personId]);
    await until(
      () => hedda.client.changes.some(({ from }) => from > hedda.seq),
      'the socket hears that it must read anew',
      WITHIN
    );
    expect(await hedda.client.open(hall().room)).toMatchObject({ me: { role: 'participant' }, full: true });
    leave(hedda);
  });
});

describe('a process that dies', () => {
  const hall = () => must(halls[3]);

  test('leaves the other in order; its people disappear from the list, come back and lose nothing', async () => {
    const hedda = await enter(b, hall(), hall().facilitator);
    const there = await Promise.all([0, 1, 2].map((n) => enter(a, hall(), seatOf(hall(), n))));
    const last = () => hedda.presence.at(-1);
    await until(() => last()?.count === 4, 'four people are counted');
    const notes = await Promise.all(
      there.map(async ({ client }) => {
        const note = pin('Kurz vor dem Ende');
        return { note, answer: await client.command(hall().room, note) };
      })
    );
    await a.kill();
    for (const { note, answer } of notes) {
      expect(answer).toMatchObject({ ok: true });
      await hedda.client.record(note.noteId);
    }
    const mine = pin('Es geht weiter');
    expect(await hedda.client.command(hall().room, mine)).toMatchObject({ ok: true });
    await until(() => last()?.count === 1, 'the people of the dead process are gone', 16_500);

    const back = await enter(b, hall(), seatOf(hall(), 0));
    await until(() => last()?.count === 2, 'one has come to the other process');
    await a.restart();
    const again = await enter(a, hall(), seatOf(hall(), 1));
    await until(() => last()?.count === 3, 'another to the new one');
    const note = pin('Wieder da');
    expect(await again.client.command(hall().room, note)).toMatchObject({ ok: true });
    await hedda.client.record(note.noteId);
    leave(hedda, back, again);
  });
});
