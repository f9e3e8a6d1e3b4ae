import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { UploadAnswer } from '../../src/lib/protocol/files';
import { must } from '../../src/lib/util/must';
import { startApp, type RunningApp } from '../support/app';
import { HTML, PDF, pngOfSize } from '../support/files';
import {
  Client,
  cookieOf,
  facilitatorOf,
  joinAs,
  postJson,
  request,
  until,
  type Caller
} from '../support/people';

let app: RunningApp;
let room: string;
let visitor: Caller;

beforeAll(async () => {
  app = await startApp({ env: { AUFTAKT_DEMO: '1' } });
  room = must(app.ready.room);
  visitor = { url: app.url, cookie: '' };
});
afterEach(async () => {
  // Whatever was tried: the server lives and goes on serving others.
  expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
});
afterAll(() => app.stop());

const pin = (body: string) => ({ id: randomUUID(), type: 'note.add', noteId: randomUUID(), body });

async function socketOf(name: string) {
  const caller = await joinAs(app, name, { groupId: null });
  const client = await Client.connect(caller);
  expect(await client.open(room)).toMatchObject({ ok: true });
  return { ...caller, client };
}

describe('frames', () => {
  const deep = () => JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`) as unknown;

  test('that make no sense are answered, and do not disturb', async () => {
    const { client } = await socketOf('Lotte Löwenzahn');
    const nonsense = [
      null,
      0,
      'room',
      [],
      {},
      { room: 7 },
      { room: '__proto__' },
      { room, since: -1 },
      deep()
    ];
    for (const payload of nonsense) {
      expect(await client.ask('room:open', payload)).toMatchObject({ ok: false, code: 'invalid' });
    }
    expect(await client.command(room, pin('danach'))).toMatchObject({ ok: true });
    client.close();
  });

  test('without a function to answer with do not crash anything', async () => {
    const { client } = await socketOf('Lotte Löwenzahn');
    client.socket.emit('room:open');
    client.socket.emit('room:open', { room });
    client.socket.emit('room:command', { room, command: pin('ohne Antwort') }, 'no function');
    client.socket.emit('room:command', () => undefined);
    client.socket.emit('room:presence', { room, state: { cursor: { x: 'a', y: {} } } });
    client.socket.emit('room:close', { room: null });
    client.socket.emit('no:such:event', { a: 1 });
    expect(await client.command(room, pin('danach'))).toMatchObject({ ok: true });
    client.close();
  });

  test('too many that make no sense end the socket, not the others', async () => {
    const [bad, good] = [await socketOf('Otto Obstwiese'), await socketOf('Lotte Löwenzahn')];
    for (let i = 0; i < 25; i += 1) bad.client.socket.emit('room:command', i);
    await until(() => bad.client.socket.disconnected, 'the socket is cut');
    expect(good.client.socket.connected).toBe(true);
    good.client.close();
  });

  test('larger than 64 kB end the socket', async () => {
    const { client } = await socketOf('Otto Obstwiese');
    client.socket.emit('room:command', { room, command: { ...pin('x'), body: 'x'.repeat(200_000) } });
    await until(() => client.socket.disconnected, 'the socket is cut');
    expect(client.socket.connected).toBe(false);
  });

  test('that come too fast are put off with a time', async () => {
    const { client } = await socketOf('Karl Kranich');
    const answers = await Promise.all(
      Array.from({ length: 90 }, (_, at) => client.command(room, pin(`Nr. ${at}`)))
    );
    const late = answers.filter((answer) => !answer.ok);
    expect(late.length).toBeGreaterThan(5);
    expect(late[0]).toMatchObject({ code: 'rate_limited' });
    expect(late[0]).toHaveProperty('retryAfterMs');
    client.close();
  });
});

describe('other sites', () => {
  test.each<[string, Record<string, string>]>([
    ['a foreign Origin', { origin: 'https://evil.example' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['a sibling site without Origin', { 'sec-fetch-site': 'same-site' }]
  ])('%s gets no socket, although it brings the cookie', async (_what, headers) => {
    const lotte = await joinAs(app, 'Lotte Löwenzahn');
    for (const transport of ['websocket', 'polling'] as const) {
      await expect(Client.connect(lotte, { headers, transports: [transport] })).rejects.toThrow();
    }
  });

  test('and changes nothing over HTTP', async () => {
    const lotte = await joinAs(app, 'Lotte Löwenzahn');
    const body = JSON.stringify({ command: pin('von woanders') });
    const path = `/api/rooms/${room}/commands`;
    const json = 'application/json';
    const attempts: Record<string, string>[] = [
      { origin: 'https://evil.example', 'content-type': json },
      { origin: 'null', 'content-type': json },
      { origin: app.url, 'sec-fetch-site': 'cross-site', 'content-type': json },
      { origin: 'https://evil.example', 'content-type': 'text/plain' }
    ];
    for (const headers of attempts) {
      const answer = await request(lotte, path, { method: 'POST', headers, body });
      expect([headers, answer.status]).toEqual([headers, 403]);
    }
  });
});

describe('the API', () => {
  test('says the same over HTTP as over the socket', async () => {
    const lotte = await joinAs(app, 'Lotte Löwenzahn', { groupId: null });
    const command = pin('über HTTP');
    const answer = await postJson(lotte, `/api/rooms/${room}/commands`, { command });
    expect(answer.status).toBe(200);
    const { seq } = (await answer.json()) as { seq: number };
    const newer = await request(lotte, `/api/rooms/${room}?since=${seq - 1}`);
    const body = (await newer.json()) as { full: boolean; records: { id: string }[] };
    expect(body).toMatchObject({ ok: true, full: false });
    expect(body.records.map((record) => record.id)).toContain(command.noteId);
  });

  test.each<[number, string, string, unknown]>([
    [400, 'invalid', 'commands', '{"command": '],
    [400, 'invalid', 'commands', '[]'],
    [400, 'unknown_command', 'commands', { command: { id: randomUUID(), type: 'rm' } }],
    [400, 'empty', 'commands', { command: pin('  ') }],
    [413, 'too_long', 'commands', { command: pin('x'.repeat(10_000)) }],
    [413, 'too_long', 'commands', { command: pin('x'.repeat(100_000)) }],
    [
      404,
      'not_found',
      'commands',
      { command: { id: randomUUID(), type: 'note.remove', noteId: randomUUID() } }
    ]
  ])('answers %i %s for %s %j', async (status, code, path, body) => {
    const lotte = await joinAs(app, 'Lotte Löwenzahn', { groupId: null });
    const answer = await request(lotte, `/api/rooms/${room}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body)
    });
    expect(answer.status).toBe(status);
    const refusal = (await answer.json()) as { message: string };
    expect(refusal).toMatchObject({ ok: false, code });
    expect(refusal.message).toMatch(/^[A-ZÄÖÜ].*\.$/);
  });

  test('gives strangers nothing', async () => {
    const open = await request(visitor, `/api/rooms/${room}`);
    const unknown = await request(visitor, `/api/rooms/${randomUUID()}`);
    expect([open.status, unknown.status]).toEqual([403, 403]);
    expect(await open.json()).toEqual(await unknown.json());
    const write = await postJson(visitor, `/api/rooms/${room}/commands`, { command: pin('x') });
    expect(write.status).toBe(401);
    const odd = await request(visitor, `/api/rooms/${encodeURIComponent('../../etc')}?since=abc`);
    expect(odd.status).toBe(400);
  });

  test('counts wrong codes of an address, and says so', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 32; i += 1) {
      const answer = await postJson(visitor, '/api/join', { code: '203 040', name: 'Lotte' });
      statuses.push(answer.status);
    }
    expect(new Set(statuses.slice(0, 30))).toEqual(new Set([404]));
    expect(statuses.slice(30)).toEqual([429, 429]);
    await app.restart();
    expect((await joinAs(app, 'Lotte Löwenzahn')).room).toBe(room);
  });
});

describe('uploads', () => {
  const path = (name: string) => `/api/rooms/${room}/files?name=${encodeURIComponent(name)}`;
  const send = (caller: Caller, body: BodyInit, name: string, headers: Record<string, string> = {}) =>
    request(caller, path(name), {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', ...headers },
      body,
      // `fetch` needs it for a stream; its types do not know it.
      ...(body instanceof ReadableStream && { duplex: 'half' })
    });
  /** Some megabytes that do not say how much they are. */
  const untold = (pieces: number) => {
    let left = pieces;
    return new ReadableStream<Uint8Array>({
      pull: (to) => ((left -= 1) < 0 ? to.close() : to.enqueue(new Uint8Array(100_000).fill(120)))
    });
  };

  test('of 200 MB, of an untold size, of too many pixels, of something else than it says: a status and a sentence', async () => {
    const lotte = await joinAs(app, 'Lotte Löwenzahn', { groupId: null });
    const attempts: [number, string, BodyInit][] = [
      [413, 'film.mp4', new Uint8Array(200_000_000)],
      [413, 'film.txt', untold(150)],
      [413, 'bild.png', new Uint8Array(pngOfSize(30_000, 30_000))],
      [400, 'bild.png', new Uint8Array(HTML)]
    ];
    for (const [status, name, body] of attempts) {
      const answer = await send(lotte, body, name);
      const refusal = (await answer.json()) as { message: string };
      expect([name, answer.status, refusal.message]).toEqual([
        name,
        status,
        expect.stringMatching(/^[A-ZÄÖÜ].*\.$/)
      ]);
    }
  });

  test('two hundred at once are held up, not taken in, and others go on', async () => {
    const [lotte, otto] = [await joinAs(app, 'Lotte Löwenzahn'), await socketOf('Otto Obstwiese')];
    const all = Array.from(
      { length: 200 },
      async () => (await send(lotte, new Uint8Array(PDF), 'a.pdf')).status
    );
    expect(await otto.client.command(room, pin('währenddessen'))).toMatchObject({ ok: true });
    const statuses = await Promise.all(all);
    expect(new Set(statuses)).toEqual(new Set([200, 429]));
    expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(60);
    otto.client.close();
  });

  test('come from our own pages only, and from people who are in the room', async () => {
    const lotte = await joinAs(app, 'Lotte Löwenzahn');
    const pdf = new Uint8Array(PDF);
    expect((await send(lotte, pdf, 'a.pdf', { origin: 'https://evil.example' })).status).toBe(403);
    expect((await send(visitor, pdf, 'a.pdf')).status).toBe(401);
  });

  test('are given out with a type, as something to save, and kept by nobody else', async () => {
    const lotte = await joinAs(app, 'Lotte Löwenzahn');
    const answer = (await (await send(lotte, new Uint8Array(PDF), 'Plan.exe')).json()) as UploadAnswer;
    const file = answer.ok ? answer.attachment : null;
    const address = `/api/rooms/${room}/files/${file?.fileId ?? ''}`;
    const mine = await request(lotte, address);
    expect(Buffer.from(await mine.arrayBuffer())).toEqual(PDF);
    expect(Object.fromEntries(mine.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': expect.stringMatching(/^attachment; filename="Plan.pdf"/) as string,
      'content-security-policy': expect.stringMatching(/sandbox/) as string,
      'x-content-type-options': 'nosniff',
      'cache-control': expect.stringMatching(/^private, /) as string
    });
    const etag = must(mine.headers.get('etag'));
    expect((await request(lotte, address, { headers: { 'if-none-match': etag } })).status).toBe(304);
    const head = await request(lotte, address, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    const otto = await joinAs(app, 'Otto Obstwiese');
    const theirs = await request(otto, address, { headers: { 'if-none-match': etag } });
    expect([theirs.status, theirs.headers.get('cache-control')]).toEqual([403, 'private, no-store']);
  });

  test('let no other body grow', async () => {
    const lotte = await joinAs(app, 'Lotte Löwenzahn');
    const stream = { method: 'POST', duplex: 'half', headers: { 'content-type': 'application/json' } };
    const answer = await request(lotte, `/api/rooms/${room}/commands`, { ...stream, body: untold(20) });
    expect(answer.status).toBe(413);
  });
});

describe('links, cookies, headers', () => {
  test('a link is exchanged for a cookie and leads away from its token', async () => {
    const answer = await request(visitor, must(app.ready.facilitatorLink));
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toMatch(/^\/w\/[0-9a-f-]{36}\/manage$/);
    const cookie = answer.headers.getSetCookie().find((line) => line.startsWith('auftakt_session='));
    expect(cookie).toMatch(/; HttpOnly/i);
    expect(cookie).toMatch(/; SameSite=Lax/i);
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
    const elsewhere = await request(visitor, `${must(app.ready.facilitatorLink)}?to=//evil.example`);
    expect(elsewhere.headers.get('location')).toMatch(/^\/w\//);
  });

  test('a preview of a link opens no session; a guessed one opens nothing', async () => {
    const preview = await request(visitor, must(app.ready.facilitatorLink), { method: 'HEAD' });
    expect(cookieOf(preview)).toBe('');
    const guessed = await request(visitor, '/link/AAAAAAAAAAAAAAAAAAAAAAAAAAA');
    expect(guessed.headers.get('location')).toMatch(/^\/login\?link=/);
    expect(cookieOf(guessed)).toBe('');
  });

  test('pages of somebody are in no shared cache, and every answer has its guards', async () => {
    const hedda = await facilitatorOf(app);
    const page = await request(hedda, '/');
    expect(page.headers.get('cache-control')).toBe('private, no-store');
    expect(page.headers.get('vary')).toMatch(/cookie/i);
    for (const path of ['/', '/healthz', `/api/rooms/${room}`]) {
      const { headers } = await request(visitor, path);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('same-origin');
    }
    expect((await request(visitor, '/')).headers.get('content-security-policy')).toMatch(
      /frame-ancestors 'none'/
    );
  });

  test('signing in with a link ends the session that was there (no fixation)', async () => {
    const lotte = await joinAs(app, 'Lotte Löwenzahn');
    const answer = await request(lotte, must(app.ready.facilitatorLink));
    expect(cookieOf(answer)).not.toBe(lotte.cookie);
    expect((await request(lotte, `/api/rooms/${room}`)).status).toBe(403);
  });
});

test('the log says what happened and names nobody', async () => {
  const secret = 'Geheimnis-der-Pinnwand';
  const { client, cookie } = await socketOf('Wilhelmine Wundersam');
  await client.command(room, pin(secret));
  client.close();
  await postJson(visitor, '/api/join', { code: 'abc', name: 'Wilhelmine Wundersam' });
  const log = app.output().split('\nREADY ').at(-1) ?? '';
  const lines = log.split('\n').filter((line) => line.startsWith('{"level"'));
  expect(lines.some((line) => line.includes('/api/join'))).toBe(true);
  const token = cookie.replace('auftakt_session=', '');
  for (const private_ of [secret, 'Wilhelmine', token, must(app.ready.code), '127.0.0.1']) {
    expect(lines.filter((line) => line.includes(private_))).toEqual([]);
  }
});

test('metrics count and name nobody', async () => {
  const text = await (await request(visitor, '/metrics')).text();
  expect(text).toMatch(/auftakt_commands_total\{type="note.add",result="ok"\} \d+/);
  expect(text).toMatch(/auftakt_sockets \d+/);
  expect(text).not.toContain(room);
});
