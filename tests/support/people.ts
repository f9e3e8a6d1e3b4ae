import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import type { Change } from '../../src/lib/domain/records';
import { unpackChanges } from '../../src/lib/protocol/packed';
import type { CommandAnswer, OpenAnswer, RoomChange, RoomClosed } from '../../src/lib/protocol/rooms';
import type { RunningApp } from './app';

/** Somebody with a session, who talks to the running app over HTTP and sockets as a browser would. */
export interface Caller {
  readonly url: string;
  /** `auftakt_session=…`; empty for a visitor. */
  readonly cookie: string;
}

/** The session out of an answer's `Set-Cookie`, as a request sends it. */
export function cookieOf(response: Response): string {
  const set = response.headers.getSetCookie().find((line) => line.startsWith('auftakt_session='));
  return set?.split(';', 1)[0] ?? '';
}

/** A request as a page of the app itself would make it. */
export function request(
  { url, cookie }: Caller,
  path: string,
  init: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> } = {}
): Promise<Response> {
  const headers = { origin: new URL(url).origin, ...(cookie && { cookie }), ...init.headers };
  return fetch(new URL(path, url), { redirect: 'manual', ...init, headers });
}

export const postJson = (caller: Caller, path: string, body: unknown): Promise<Response> =>
  request(caller, path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body)
  });

/** Somebody who has joined a workshop. */
export interface Joined extends Caller {
  readonly participantId: string;
  readonly room: string;
  readonly workshopId: string;
}

type JoinMore = { groupId?: string | null; organisation?: string };

/** Joins the demo. */
export const joinAs = (app: RunningApp, name: string, more: JoinMore = {}): Promise<Joined> =>
  joinAt(app.url, app.ready.code ?? '', name, more);

export async function joinAt(url: string, code: string, name: string, more: JoinMore = {}): Promise<Joined> {
  const answer = await postJson({ url, cookie: '' }, '/api/join', { code, name, ...more });
  const body = (await answer.json()) as Omit<Joined, keyof Caller>;
  if (!answer.ok) throw new Error(`could not join: ${JSON.stringify(body)}`);
  return { url, cookie: cookieOf(answer), ...body };
}

export async function facilitatorOf(app: RunningApp): Promise<Caller> {
  const answer = await request({ url: app.url, cookie: '' }, app.ready.facilitatorLink ?? '');
  return { url: app.url, cookie: cookieOf(answer) };
}

/** Waits until `test` gives something other than undefined, null or false. */
export async function until<T>(
  test: () => T | undefined | null | false,
  what: string,
  ms = 5000
): Promise<T> {
  const end = performance.now() + ms;
  for (;;) {
    const found = test();
    if (found !== undefined && found !== null && found !== false) return found;
    if (performance.now() > end) throw new Error(`did not happen within ${ms} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

export type CommandInput = { type: string; id?: string } & Record<string, unknown>;

/** One socket of somebody, with everything it heard. */
export class Client {
  readonly socket: Socket;
  readonly changes: RoomChange[] = [];
  readonly closed: RoomClosed[] = [];
  readonly away: unknown[] = [];

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on('room:change', (message: RoomChange) => this.changes.push(message));
    socket.on('room:closed', (message: RoomClosed) => this.closed.push(message));
    socket.on('server:away', (message: unknown) => this.away.push(message));
  }

  /** @throws the `connect_error`, whose `data.code` may say why */
  static async connect(
    { url, cookie }: Caller,
    options: { headers?: Record<string, string>; transports?: ('websocket' | 'polling')[] } = {}
  ): Promise<Client> {
    const socket = io(url, {
      path: '/socket.io/',
      transports: options.transports ?? ['websocket'],
      reconnection: false,
      forceNew: true,
      extraHeaders: { origin: new URL(url).origin, ...(cookie && { cookie }), ...options.headers }
    });
    const client = new Client(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', (error) => {
        socket.close();
        reject(error);
      });
    });
    return client;
  }

  ask<T>(event: string, payload: unknown): Promise<T> {
    return this.socket.timeout(8000).emitWithAck(event, payload) as Promise<T>;
  }

  open(room: string, since?: number): Promise<OpenAnswer> {
    return this.ask('room:open', { room, ...(since !== undefined && { since }) });
  }

  command(room: string, { id = randomUUID(), ...command }: CommandInput): Promise<CommandAnswer> {
    return this.ask('room:command', { room, command: { id, ...command } });
  }

  /** All single changes heard so far. */
  heard(): Change[] {
    return this.changes.flatMap((message) => unpackChanges(message));
  }

  /** Waits for a change that brings a record of this id, and gives it. */
  record(id: string): Promise<Change['put'][number]> {
    const find = () =>
      this.heard()
        .flatMap((change) => change.put)
        .findLast((record) => record.id === id);
    return until(find, `a record ${id} arrives`);
  }

  close(): void {
    this.socket.close();
  }
}
