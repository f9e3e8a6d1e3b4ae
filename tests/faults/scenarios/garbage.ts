import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { must } from '../../../src/lib/util/must.ts';
import type { RunningApp } from '../../support/app.ts';
import { Client } from '../../support/people.ts';
import { clocksOf, judge, judgeApp } from '../judge.ts';
import { MemoryWatch } from '../MemoryWatch.ts';
import type { Scenario } from '../Scenario.ts';
import { placesOf } from '../Stage.ts';
import { until } from '../until.ts';

const PEOPLE = 30;
const ROUNDS = 5;

/** What somebody with a socket sends, until the socket ends. */
const ATTACKS: Readonly<Record<string, (client: Client, room: string) => void>> = {
  'a frame too large': ({ socket }, room) =>
    socket.emit('room:command', { room, command: 'x'.repeat(200_000) }),
  'no frame of the protocol': (client) => raw(client, '9not a packet'),
  'a packet that cannot be read': (client) => raw(client, '42["room:open",{'),
  'an event with a reserved name': (client) => raw(client, '42["disconnect"]'),
  binary: (client) => raw(client, Buffer.alloc(1000, 0xff)),
  'too many frames': ({ socket }, room) => {
    for (let n = 0; n < 3000; n += 1) socket.emit('room:presence', { room, state: {} });
  },
  'events nobody knows': ({ socket }) => {
    for (let n = 0; n < 50; n += 1) socket.emit(`room:${n}`, n);
  },
  'senseless payloads': ({ socket }, room) => {
    for (const payload of [
      null,
      [],
      0,
      'x',
      { room: 7 },
      { room, command: [] },
      { room, command: { type: 'note.add' } }
    ])
      for (let n = 0; n < 5; n += 1) socket.emit('room:command', payload, () => undefined);
  }
};

export const garbage: Scenario = {
  name: 'garbage',
  fault: 'oversized, malformed, too many frames',
  limitMs: () => 180_000,
  async run({ stage, findings, seed }) {
    const { app, halls, databaseUrl } = await stage.onPostgres([{ people: PEOPLE + 1, groups: 3 }]);
    const hall = must(halls[0]);
    const since = await clocksOf(databaseUrl(), [hall.room]);
    const fleet = await stage.fleet(placesOf(hall, app.url, { to: PEOPLE }), seed);
    await fleet.do('open', 300, 15_000);
    const attacker = { url: app.url, cookie: must(hall.seats[PEOPLE]).cookie };

    // Once beforehand: what the first of each kind loads and compiles is no leak.
    for (const attack of Object.values(ATTACKS)) await ends(attacker, hall.room, attack);
    const usually = new MemoryWatch(app.pid);
    const quietWork = fleet.do('write', 20, 6000);
    await quietWork;
    const usual = await usually.stop();

    const drops = await fleet.do('drops');
    const watch = new MemoryWatch(app.pid);
    const work = fleet.do('write', 20, 15_000);
    const survived = new Set<string>();
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [name, attack] of Object.entries(ATTACKS))
        if (!(await ends(attacker, hall.room, attack))) survived.add(name);
      await rawNonsense(app);
    }
    findings.figure('commands', (await quietWork) + (await work));
    await sleep(1000);
    const now = await watch.stop();

    const kinds = Object.keys(ATTACKS).length;
    findings.invariant(
      'each such socket ends',
      survived.size === 0,
      `kinds ${kinds}, survived: ${[...survived].join(', ')}`
    );
    const dropped = (await fleet.do('drops')) - drops;
    findings.invariant('nobody else notices', dropped === 0, `lines lost ${dropped}`);
    findings.limit('memory more', now.median - usual.median, 20, 'MB');
    findings.figure('memory before, MB', usual.median);
    await judge(findings, { fleets: [fleet], databaseUrl: databaseUrl(), since, withinMs: 15_000 });
    judgeApp(findings, app);
  }
};

/** Whether the server ends the socket within five seconds. */
async function ends(
  caller: Parameters<typeof Client.connect>[0],
  room: string,
  attack: (client: Client, room: string) => void
): Promise<boolean> {
  const client = await Client.connect(caller);
  await client.open(room);
  attack(client, room);
  const ended = await until(() => client.socket.disconnected, 5000);
  client.close();
  return ended !== null;
}

/** Past socket.io-client, which would not send such things. */
function raw({ socket }: Client, bytes: string | Buffer): void {
  const engine = socket.io.engine as unknown as { transport: { ws: { send(data: string | Buffer): void } } };
  engine.transport.ws.send(bytes);
}

/** Bytes that are not HTTP, on the port itself. */
async function rawNonsense(app: RunningApp): Promise<void> {
  const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  socket.end(Buffer.alloc(100_000, 0x80));
  socket.resume();
  await until(() => socket.closed, 5000);
  socket.destroy();
}
