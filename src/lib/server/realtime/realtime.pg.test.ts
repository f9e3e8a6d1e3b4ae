import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, test } from 'vitest';
import { createApp } from '$lib/server/app';
import { parseConfig } from '$lib/server/config';
import { insertPerson } from '$lib/server/repositories/persons';
import { insertMember } from '$lib/server/repositories/spaces';
import { must } from '$lib/util/must';
import { seedDemo } from '../../../../db/seeds/demo';
import { testDatabase } from '../../../../tests/support/database';
import { Client, until } from '../../../../tests/support/people';

const { db, url } = await testDatabase();
await seedDemo(db, Date.now());
const app = await createApp(parseConfig({ DATABASE_URL: url, NODE_ENV: 'test' }));
const closers: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  await app.close();
  for (const close of closers) await close();
});

async function serve(): Promise<{ http: Server; address: string }> {
  const http = createServer((_request, response) => response.end('the app itself'));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  closers.push(() => new Promise((resolve) => http.close(resolve)));
  return { http, address: `http://127.0.0.1:${(http.address() as AddressInfo).port}` };
}
const { http, address } = await serve();
app.attach(http);

const { workshops, spaces } = app.services;
const running = must((await workshops.list(must(await spaces.current()).id)).find(({ open }) => open));
const { code, roomId } = must(await workshops.byId(running.id));
async function guest(name: string) {
  const joined = await app.services.join.join({ code }, { name, groupId: null }, null, '192.0.2.1');
  const { token } = must(joined.ok ? joined.session : null);
  const client = await Client.connect({ url: address, cookie: `auftakt_session=${token}` });
  expect(await client.open(roomId)).toMatchObject({ ok: true });
  return { client, token };
}

describe('sessions that end elsewhere', () => {
  test('an expired one is cut within five seconds, the others stay', async () => {
    const [lotte, otto] = [await guest('Lotte Löwenzahn'), await guest('Otto Obstwiese')];
    const { person } = must(await app.sessions.validate(lotte.token));
    await db
      .updateTable('session')
      .set({ expires_at: new Date(Date.now() - 1000) })
      .where('person_id', '=', person.id)
      .execute();
    await until(() => lotte.client.socket.disconnected, 'the socket is cut', 6000);
    expect(lotte.client.closed).toEqual([{ room: roomId, code: 'unauthenticated' }]);
    expect(otto.client.socket.connected).toBe(true);
    otto.client.close();
  });
});

test('a role taken away narrows the open socket within five seconds, without a word from its person', async () => {
  const owner = await db
    .selectFrom('member')
    .selectAll()
    .where('role', '=', 'owner')
    .executeTakeFirstOrThrow();
  const { token } = await app.sessions.start(owner.person_id);
  const client = await Client.connect({ url: address, cookie: `auftakt_session=${token}` });
  const opened = await client.open(roomId);
  expect(opened).toMatchObject({ ok: true, me: { role: 'facilitator' } });
  const seq = opened.ok ? opened.seq : 0;
  await db.updateTable('member').set({ role: 'member' }).where('person_id', '=', owner.person_id).execute();
  // A change that begins where no client can be: the browser opens the room anew.
  await until(
    () => client.changes.some(({ from }) => from > seq),
    'the socket hears that it must read anew',
    6000
  );
  expect(await client.open(roomId)).toMatchObject({ ok: true, full: true, me: { role: 'participant' } });
  await db.updateTable('member').set({ role: 'owner' }).where('person_id', '=', owner.person_id).execute();
  client.close();
});

test('an appointment widens the open socket at once, and taken away narrows it; a removed person hears why and no more', async () => {
  const { id: spaceId } = must(await spaces.current());
  const personId = randomUUID();
  const account = {
    id: personId,
    name: 'Hedda Holunder',
    organisation: null,
    email: `${personId}@example.org`
  };
  await insertPerson(db, { ...account, passwordHash: 'none' });
  await insertMember(db, { spaceId, personId, role: 'facilitator' });
  const { token } = await app.sessions.start(personId);
  const hedda = await Client.connect({ url: address, cookie: `auftakt_session=${token}` });
  await hedda.open(roomId);
  const { client: otto } = await guest('Otto Obstwiese');
  const opened = await otto.open(roomId);
  const participantId = opened.ok ? opened.me.id : '';
  for (const on of [true, false]) {
    const { length } = otto.changes;
    expect(await hedda.command(roomId, { type: 'participant.appoint', participantId, on })).toMatchObject({
      ok: true
    });
    // From this moment on nothing more of the board was told to what they were before.
    const anew = () => otto.changes.slice(length).some(({ changes }) => changes.length === 0);
    await until(anew, 'it hears that it must read anew', 2000);
    expect(await otto.open(roomId)).toMatchObject({
      full: true,
      me: { role: on ? 'facilitator' : 'participant' }
    });
    expect(await otto.command(roomId, { type: 'timer.start', seconds: 60 })).toMatchObject({ ok: on });
  }
  await hedda.command(roomId, { type: 'participant.remove', participantId, notes: 'keep' });
  await until(() => otto.closed.length > 0, 'it hears that it is out', 2000);
  expect(otto.closed).toEqual([{ room: roomId, code: 'removed' }]);
  const { length } = otto.changes;
  await hedda.command(roomId, { type: 'timer.stop' });
  expect(await otto.open(roomId)).toMatchObject({ ok: false, code: 'forbidden' });
  expect(otto.changes).toHaveLength(length);
  otto.close();
  hedda.close();
});

test('a hot reload takes the sockets off the server and leaves the server alone', async () => {
  const second = await serve();
  const listeners = second.http.listenerCount('upgrade');
  const other = await createApp(parseConfig({ DATABASE_URL: url, NODE_ENV: 'test' }));
  other.attach(second.http);
  const polling = await fetch(`${second.address}/socket.io/?EIO=4&transport=polling`);
  expect(polling.status).toBe(200);
  await other.close();
  expect(second.http.listenerCount('upgrade')).toBe(listeners);
  expect(await (await fetch(`${second.address}/socket.io/?EIO=4&transport=polling`)).text()).toBe(
    'the app itself'
  );
});
