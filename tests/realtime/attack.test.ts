import { randomUUID } from 'node:crypto';
import { request as rawRequest } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { must } from '../../src/lib/util/must';
import type { AnyRecord } from '../../src/lib/domain/records';
import { phaseIdOf } from '../../src/lib/domain/testing/records';
import { startApp, type RunningApp } from '../support/app';
import {
  Client,
  cookieOf,
  facilitatorOf,
  joinAs,
  joinAt,
  postJson,
  request,
  until,
  type Caller
} from '../support/people';

let app: RunningApp;
let room: string;
let visitor: Caller;
let moderation: Caller;

beforeAll(async () => {
  app = await startApp({ env: { AUFTAKT_DEMO: '1' } });
  room = must(app.ready.room);
  visitor = { url: app.url, cookie: '' };
  moderation = await facilitatorOf(app);
});
afterEach(async () => {
  expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
});
afterAll(() => app.stop());

const SCRIPT = `</title></script><script>alert(1)</script>"'><img src=x onerror=alert(1)>`;

/** As a form of the page `from` sends it. */
function form(
  caller: Caller,
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {}
): Promise<Response> {
  return request(caller, path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html', ...headers },
    body: new URLSearchParams(fields).toString()
  });
}

async function command(caller: Caller, type: string, fields: object = {}, into = room): Promise<string> {
  const answer = await postJson(caller, `/api/rooms/${into}/commands`, {
    command: { id: randomUUID(), type, ...fields }
  });
  const body = (await answer.json()) as { ok: boolean; code?: string };
  return body.ok ? 'ok' : must(body.code);
}

/** A path as it stands: `fetch` would tidy it. */
function get(path: string, cookie: string): Promise<number> {
  const { hostname, port } = new URL(app.url);
  return new Promise((resolve, reject) => {
    rawRequest({ hostname, port, path, headers: { cookie } }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    })
      .on('error', reject)
      .end();
  });
}

/** A second workshop, with an AG whose words are script. */
async function secondWorkshop() {
  const made = await form(moderation, '/workshops/new', {
    title: SCRIPT,
    question: SCRIPT,
    place: SCRIPT,
    template: 'auftakt',
    groups: '2'
  });
  const id = must(must(made.headers.get('location')).split('/')[2]);
  const data = await (await request(moderation, `/w/${id}/manage/__data.json`)).text();
  const code = must(/"(\d{6})"/.exec(data)?.[1]);
  const guest = await postJson(visitor, '/api/join', { code, name: SCRIPT, organisation: SCRIPT });
  const { room: board } = (await guest.clone().json()) as { room: string };
  const [topicId, workingGroupId] = [randomUUID(), randomUUID()];
  expect(await command(moderation, 'topic.add', { topicId, title: SCRIPT }, board)).toBe('ok');
  const promote = { topicId, workingGroupId, title: SCRIPT, purpose: SCRIPT };
  expect(await command(moderation, 'topic.promote', promote, board)).toBe('ok');
  return { id, code, board, topicId, workingGroupId, guest: { url: app.url, cookie: cookieOf(guest) } };
}

describe('strangers', () => {
  test('find no code and no room of a workshop in what public pages carry', async () => {
    for (const path of ['/', '/workshops', '/ags', '/cards', '/j']) {
      const data = `${path === '/' ? '' : path}/__data.json`;
      for (const address of [path, data]) {
        const text = await (await request(visitor, address)).text();
        expect([address, text.includes(must(app.ready.code))]).toEqual([address, false]);
        expect([address, text.includes(room)]).toEqual([address, false]);
      }
    }
  });

  test('who signed up for an AG from the street sees neither board nor addresses', async () => {
    const { board, workingGroupId, id } = await secondWorkshop();
    const signedUp = await form(visitor, `/ags/${workingGroupId}?/signUp`, {
      level: 'active',
      name: 'Ida Interessiert',
      email: 'ida@street.example',
      consent: 'on'
    });
    const ida = { url: app.url, cookie: cookieOf(signedUp) };
    expect(ida.cookie).not.toBe('');
    const opened = (await (await request(ida, `/api/rooms/${board}`)).json()) as {
      records: { type: string }[];
    };
    expect(new Set(opened.records.map(({ type }) => type))).not.toContain('note');
    expect(new Set(opened.records.map(({ type }) => type))).not.toContain('topic');
    expect((await request(ida, `/w/${id}`)).status).toBe(303);
    for (const [type, fields] of [
      ['note.add', { noteId: randomUUID(), body: 'x' }],
      ['topic.add', { topicId: randomUUID(), title: 'x' }],
      ['ballot.set', { voteId: randomUUID(), dots: [] }],
      ['board.configure', { title: 'x' }]
    ] as const) {
      expect([type, await command(ida, type, fields, board)]).toEqual([type, 'forbidden']);
    }
    const guest = await joinAs(app, 'Greta Gast');
    for (const other of [visitor, guest]) {
      for (const path of [`/ags/${workingGroupId}/__data.json`, '/ags/__data.json', '/cards/__data.json']) {
        expect(await (await request(other, path)).text()).not.toContain('ida@street.example');
      }
    }
    expect((await request(guest, `/ags/${workingGroupId}/desk`)).status).not.toBe(200);
  });
});

describe('roles', () => {
  test('a participant can do nothing of the moderation, nor anything in another workshop', async () => {
    const { board, topicId, workingGroupId, guest } = await secondWorkshop();
    const groupId = randomUUID();
    expect(await command(moderation, 'group.add', { groupId, name: 'G' }, board)).toBe('ok');
    const attempts: [string, object][] = [
      ['topic.add', { topicId: randomUUID(), title: 'x' }],
      ['topic.edit', { topicId, title: 'x' }],
      ['topic.move', { topicId, rank: 'b' }],
      ['topic.merge', { topicId, intoId: topicId }],
      ['topic.remove', { topicId }],
      ['topic.promote', { topicId, workingGroupId: randomUUID() }],
      ['phase.set', { phaseId: null }],
      ['phase.configure', { phaseId: randomUUID(), sees: 'all' }],
      ['phase.add', { phaseId: randomUUID(), phase: 'vote' }],
      ['phase.move', { phaseId: randomUUID(), position: 0 }],
      ['phase.remove', { phaseId: randomUUID() }],
      ['timer.start', { seconds: 5 }],
      ['timer.stop', {}],
      ['group.add', { groupId: randomUUID(), name: 'x' }],
      ['group.edit', { groupId, name: 'x' }],
      ['group.remove', { groupId }],
      ['board.configure', { open: false }],
      ['workingGroup.edit', { workingGroupId, title: 'x' }]
    ];
    const stranger = await joinAs(app, 'Otto Obstwiese');
    for (const [type, fields] of attempts) {
      expect([type, await command(guest, type, fields, board)]).toEqual([type, 'forbidden']);
      expect([type, await command(stranger, type, fields, board)]).toEqual([type, 'forbidden']);
      expect([type, await command(visitor, type, fields, board)]).toEqual([type, 'unauthenticated']);
    }
    // Ids of the other workshop open nothing here either.
    const here = (type: string, fields: object) => command(stranger, type, fields);
    expect(await here('note.add', { noteId: randomUUID(), body: 'x', topicId })).not.toBe('ok');
    expect(await here('note.add', { noteId: randomUUID(), body: 'x', groupId })).not.toBe('ok');
    expect(await here('signup.set', { workingGroupId, level: 'active' })).toBe('not_found');
    expect(await command(moderation, 'topic.edit', { topicId, title: 'x' })).toBe('not_found');
  });
});

describe('hidden notes', () => {
  test('reach nobody before they are revealed, and then only those', async () => {
    const { board, code, guest } = await secondWorkshop();
    const opened = (await (await request(moderation, `/api/rooms/${board}`)).json()) as {
      records: AnyRecord[];
    };
    const phaseId = phaseIdOf(opened.records, 'collect');
    expect(await command(moderation, 'phase.configure', { phaseId, sees: 'own' }, board)).toBe('ok');
    const writer = await joinAt(app.url, code, 'Wilma Wildrose');
    const [shown, kept] = [randomUUID(), randomUUID()];
    for (const [noteId, body] of [
      [shown, 'GEHEIM eins'],
      [kept, 'GEHEIM zwei']
    ] as const) {
      expect(await command(writer, 'note.add', { noteId, body }, board)).toBe('ok');
      const comment = { commentId: randomUUID(), noteId, body: `${body}, dazu` };
      expect(await command(writer, 'comment.add', comment, board)).toBe('ok');
    }

    const spy = await Client.connect(guest);
    const received = async () =>
      JSON.stringify([
        await spy.open(board),
        spy.heard(),
        await (await request(guest, `/api/rooms/${board}`)).text(),
        await (await request(guest, `/api/rooms/${board}?as=packed`)).text(),
        await (await request(guest, `/api/rooms/${board}/history?note=${kept}`)).text()
      ]);
    expect(await received()).not.toContain('GEHEIM');
    for (const [type, fields, code] of [
      ['note.reveal', { noteIds: [kept], on: true }, 'forbidden'],
      ['comment.add', { commentId: randomUUID(), noteId: kept, body: 'x' }, 'not_found'],
      ['note.stack', { noteId: kept, ontoId: shown }, 'not_found'],
      ['note.unstack', { noteId: kept }, 'not_found']
    ] as const)
      expect([type, await command(guest, type, fields, board)]).toEqual([type, code]);

    // Lying under a note that is shown reveals nothing of it.
    expect(await command(moderation, 'note.stack', { noteId: kept, ontoId: shown }, board)).toBe('ok');
    expect(await command(moderation, 'note.reveal', { noteIds: [shown], on: true }, board)).toBe('ok');
    expect(await spy.record(shown)).toMatchObject({ body: 'GEHEIM eins' });
    const after = await received();
    expect(after).toContain('GEHEIM eins, dazu');
    expect(after).not.toContain('GEHEIM zwei');

    expect(await command(moderation, 'note.reveal', { noteIds: [shown], on: false }, board)).toBe('ok');
    expect(JSON.stringify(await spy.open(board))).not.toContain('GEHEIM');
    spy.close();
  });
});

describe('script in every field', () => {
  test('is text on every page, in its title and in its data', async () => {
    const { id, code, workingGroupId, guest } = await secondWorkshop();
    const pages: [Caller, string][] = [
      [visitor, '/'],
      [visitor, '/workshops'],
      [visitor, '/ags'],
      [visitor, `/ags/${workingGroupId}`],
      [visitor, `/j/${code}`],
      [guest, `/w/${id}`],
      [guest, '/account'],
      [guest, '/cards/mine'],
      [moderation, `/w/${id}/manage`],
      [moderation, `/w/${id}/beamer`],
      [moderation, `/ags/${workingGroupId}/desk`]
    ];
    for (const [caller, path] of pages) {
      const answer = await request(caller, path);
      const html = await answer.text();
      expect([path, answer.status]).toEqual([path, 200]);
      expect([path, /<script>alert|<img src=x/i.test(html)]).toEqual([path, false]);
      const policy = answer.headers.get('content-security-policy') ?? '';
      expect(policy).toMatch(/script-src 'self' 'nonce-/);
      expect(policy).toContain("frame-ancestors 'none'");
    }
  });
});

describe('a foreign page', () => {
  const TYPES = ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain'];
  const MORE = ['application/json', 'text/html', 'application/octet-stream', ''];

  test('changes nothing, whatever content type it sends', async () => {
    const lotte = await joinAs(app, 'Lotte Löwenzahn');
    const paths = [
      '/logout',
      '/settings/locale',
      '/login',
      '/setup',
      '/',
      '/j',
      `/j/${app.ready.code}`,
      '/cards/mine?/save',
      '/cards/mine?/remove',
      '/ags/contact?/save',
      '/ags/contact?/withdraw',
      `/ags/${randomUUID()}?/signUp`,
      '/workshops/new',
      `/w/${lotte.workshopId}/manage?/setOpen`,
      '/api/join',
      `/api/rooms/${room}/commands`
    ];
    for (const path of paths) {
      for (const type of [...TYPES, ...MORE]) {
        for (const origin of ['https://evil.example', 'null']) {
          // A body of bytes brings no content type of its own.
          const answer = await request(lotte, path, {
            method: 'POST',
            headers: { origin, ...(type && { 'content-type': type }) },
            body: new TextEncoder().encode('a=b')
          });
          expect([path, type, origin, answer.status]).toEqual([path, type, origin, 403]);
        }
      }
    }
    expect((await request(lotte, `/api/rooms/${room}`)).status).toBe(200);
  });

  test('nor do our own pages by mistake: what is no form is refused, and is no failure', async () => {
    const send = (type: string, body: string) =>
      request(visitor, '/settings/locale', { method: 'POST', headers: { 'content-type': type }, body });
    expect((await send('application/json', '{}')).status).toBe(415);
    expect((await send('multipart/form-data; boundary=x', 'no parts')).status).toBe(400);
    expect((await send('multipart/form-data', 'no boundary')).status).toBe(400);
  });
});

describe('odd addresses and odd text', () => {
  test('never fail inside', async () => {
    const lotte = await joinAs(app, 'Lotte Löwenzahn');
    const odd = ['%00', '%FF', '%C0%80', '%', '..%2f..%2fetc%2fpasswd', 'a'.repeat(5000), '__proto__'];
    for (const base of ['/cards/', '/w/', '/ags/', '/j/', '/link/', '/api/rooms/']) {
      for (const part of [...odd, 'constructor', '%ED%A0%80', '%0d%0aSet-Cookie:x=1', "'%3B--"]) {
        for (const cookie of ['', lotte.cookie]) {
          const status = await get(base + part, cookie);
          expect([base, part.slice(0, 40), status < 500]).toEqual([base, part.slice(0, 40), true]);
        }
      }
    }
  });

  test('halves of surrogate pairs are dropped from notes and names, the rest is stored', async () => {
    const lotte = await joinAs(app, 'Lotte \ud83d Löwenzahn');
    const noteId = randomUUID();
    expect(await command(lotte, 'note.add', { noteId, body: 'vor\ud800nach' })).toBe('ok');
    expect(await command(lotte, 'note.add', { noteId: randomUUID(), body: '\udc00' })).toBe('empty');
    const board = (await (await request(lotte, `/api/rooms/${room}`)).json()) as {
      records: { id: string; body?: string; name?: string }[];
    };
    expect(board.records.find(({ id }) => id === noteId)?.body).toBe('vornach');
    expect(board.records.find(({ id }) => id === lotte.participantId)?.name).toBe('Lotte Löwenzahn');
  });
});

describe('floods', () => {
  test('of frames end their socket; ids of rooms that are not open cost nothing', async () => {
    const lotte = await joinAs(app, 'Lotte Löwenzahn');
    const client = await Client.connect(lotte);
    const before = await roomsInMemory();
    for (let i = 0; i < 200; i += 1) await client.ask('room:close', { room: randomUUID() });
    expect(await roomsInMemory()).toBeLessThanOrEqual(before);
    for (let i = 0; i < 1500; i += 1) client.socket.emit('room:close', { room: randomUUID() });
    await expect.poll(() => client.socket.disconnected, { timeout: 5000 }).toBe(true);
  });

  test('of sockets of one session are refused, and others still get in', async () => {
    const lotte = await joinAs(app, 'Lotte Löwenzahn');
    const tries = await Promise.allSettled(Array.from({ length: 60 }, () => Client.connect(lotte)));
    const open = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(open.length).toBeLessThanOrEqual(30);
    expect(open.length).toBeGreaterThan(0);
    const otto = await Client.connect(await joinAs(app, 'Otto Obstwiese'));
    expect(await otto.open(room)).toMatchObject({ ok: true });
    for (const one of [...open, otto]) one.close();
  });
});

async function roomsInMemory(): Promise<number> {
  const metrics = await (await fetch(`${app.url}/metrics`)).text();
  return Number(must(/^auftakt_rooms\S* (\d+)$/m.exec(metrics)?.[1]));
}

describe('public links', () => {
  async function share(
    id: string,
    change: object,
    caller = moderation,
    headers: Record<string, string> = {}
  ) {
    const answer = await request(caller, `/api/workshops/${id}/sharing`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(change)
    });
    const body = (await answer.json()) as { sharing?: { publicId: string | null } };
    return { status: answer.status, publicId: body.sharing?.publicId ?? null };
  }
  const framing = (answer: Response) => [
    /frame-ancestors ([^;]*)/.exec(answer.headers.get('content-security-policy') ?? '')?.[1],
    answer.headers.get('x-frame-options')
  ];

  test('show notes and no names, set no cookie, and may be framed by named hosts only', async () => {
    const { id, board, code } = await secondWorkshop();
    const guest = await joinAt(app.url, code, 'Gisela Geheim');
    expect(await command(guest, 'note.add', { noteId: randomUUID(), body: 'Lesbar' }, board)).toBe('ok');
    const { publicId } = await share(id, { publicLink: 'renew' });
    const path = `/p/${must(publicId)}`;
    const page = await request(visitor, path);
    const html = await page.text();
    expect([page.status, page.headers.getSetCookie(), framing(page)]).toEqual([200, [], ["'none'", 'DENY']]);
    expect(page.headers.get('x-robots-tag')).toContain('noindex');
    expect(page.headers.get('cache-control')).toContain('no-store');
    expect(html).toContain('Lesbar');
    const data = await (await request(visitor, `${path}/__data.json`)).text();
    for (const secret of ['Gisela', guest.participantId, code, '<script>alert'])
      expect([secret, html.includes(secret), secret !== '<script>alert' && data.includes(secret)]).toEqual([
        secret,
        false,
        false
      ]);
    expect(framing(await request(visitor, `${path}?embed`))).toEqual(["'none'", 'DENY']);
    expect((await share(id, { embedHosts: ["evil.example; script-src 'unsafe-inline'"] })).status).toBe(400);
    await share(id, { embedHosts: ['https://www.example.org/a'] });
    expect(framing(await request(visitor, `${path}?embed`))).toEqual(['www.example.org', null]);
    for (const other of [
      path,
      '/',
      `/w/${id}`,
      `/j/${code}`,
      `/p/${'x'.repeat(27)}?embed`,
      '/workshops?embed'
    ])
      expect([other, framing(await request(guest, other))[1]]).toEqual([other, 'DENY']);
  });

  test('cannot be guessed, turned on another board, or used to write; an old one is worth nothing', async () => {
    const [mine, other] = [await secondWorkshop(), await secondWorkshop()];
    for (const [who, headers] of [
      [visitor, {}],
      [mine.guest, {}],
      [moderation, { origin: 'https://evil.example' }]
    ] as const)
      expect([401, 403]).toContain((await share(mine.id, { publicLink: 'renew' }, who, headers)).status);
    const key = must((await share(mine.id, { publicLink: 'renew' })).publicId);
    expect(key).toMatch(/^[\w-]{27}$/);
    for (const wrong of ['a'.repeat(27), key.toLowerCase(), `${key}x`, '%00', '../w'])
      expect([wrong, await get(`/p/${wrong}`, '')]).toEqual([wrong, 404]);
    for (const [into, by] of [
      [other.board, key],
      [mine.board, 'a'.repeat(27)],
      [mine.board, ''],
      [randomUUID(), key]
    ] as const)
      expect((await request(visitor, `/api/rooms/${into}?key=${by}`)).status).toBe(403);
    expect((await request(visitor, `/api/rooms/${mine.board}?as=packed&key=${key}`)).status).toBe(200);

    const reader = await Client.connect(visitor);
    const open = (room: string, by: string) =>
      reader.ask<{ ok: boolean; me?: { role: string } }>('room:open', { room, key: by });
    expect(await open(other.board, key)).toMatchObject({ ok: false, code: 'forbidden' });
    expect(await open(mine.board, key)).toMatchObject({ ok: true, me: { role: 'reader', id: '', name: '' } });
    const note = { type: 'note.add', noteId: randomUUID(), body: 'Vom Rand' };
    expect(await reader.command(mine.board, note)).toMatchObject({ ok: false, code: 'unauthenticated' });
    expect(await command(moderation, 'note.add', { noteId: note.noteId, body: 'Live' }, mine.board)).toBe(
      'ok'
    );
    expect(await reader.record(note.noteId)).toMatchObject({
      body: 'Live',
      authorId: null,
      authorName: null
    });
    const heard = reader.changes.length;
    await share(mine.id, { publicLink: 'renew' });
    await until(() => reader.closed.length > 0, 'the reader is told');
    expect(
      await command(moderation, 'note.edit', { noteId: note.noteId, body: 'Danach', version: 1 }, mine.board)
    ).toBe('ok');
    expect(await open(mine.board, key)).toMatchObject({ ok: false, code: 'forbidden' });
    expect(reader.changes.length).toBe(heard);
    expect(await get(`/p/${key}`, '')).toBe(404);
    reader.close();
  });
});
