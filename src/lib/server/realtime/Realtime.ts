import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import * as v from 'valibot';
import {
  roomCloseSchema,
  roomCommandSchema,
  roomOpenSchema,
  roomPresenceSchema,
  type ClientToServer,
  type Refusal,
  type ServerToClient
} from '$lib/protocol/rooms';
import type { Fanout } from '$lib/sync/ports';
import { publicDoor, requireSession } from '$lib/server/auth/guard';
import { sameOrigin } from '$lib/server/auth/sameOrigin';
import { sessionTokenOf } from '$lib/server/auth/sessionCookie';
import type { Person, Sessions } from '$lib/server/auth/sessions';
import { hashToken } from '$lib/server/auth/token';
import type { Config } from '$lib/server/config';
import type { Log } from '$lib/server/log';
import { refuse } from '$lib/server/services/refuse';
import type { RoomsService } from '$lib/server/services/rooms';
import { addressKey } from '$lib/server/services/slidingWindow';
import { TokenBucket } from '$lib/server/services/tokenBucket';
import { attachEngine } from './attachEngine';
import { SocketConnection, type AppSocket } from './SocketConnection';

interface Deps {
  config: Config;
  log: Log;
  sessions: Sessions;
  rooms: RoomsService;
}

/** Everything kept of one socket. */
interface Client {
  socket: AppSocket;
  connection: SocketConnection;
  /** Null: a visitor, who may read what is public. */
  token: string | null;
  sessionHash: string | null;
  /** Opening is the dearest thing to ask for; commands are limited per person in the rooms service. */
  opens: TokenBucket;
  presences: TokenBucket;
  /** All frames together: a page sends a few a second, and one command at a time. */
  frames: TokenBucket;
  /** Frames that made no sense. */
  bad: number;
  /** Ends when the frame before has its session checked: commands keep their order. */
  checked: Promise<unknown>;
}

const MAX_FRAME_BYTES = 64 * 1024;
const MAX_BAD_FRAMES = 20;
const FRAMES_PER_SECOND = 60;
const FRAMES_AT_ONCE = 600;
/** Open sockets of one session: many tabs, and what a bad network has not noticed yet. */
const SOCKETS_PER_SESSION = 30;
/** Visitors' sockets of one address; a hall, or a proxy that hides the addresses behind it. */
const VISITORS_PER_ADDRESS = 1000;
/** Sessions that ended and roles that were taken away elsewhere are noticed within this time (promise G6: 5 s). */
const SWEEP_MS = 4000;
/** How long clients stay away after `server:away` at least; of this time each takes a part by chance. */
const AWAY_MS = 1000;
/** And for each socket so much more: opening a room takes the next server some 2 ms of its one core. */
const AWAY_MS_PER_SOCKET = 3;
const EVENTS = new Set<string>(['room:open', 'room:command', 'room:close', 'room:presence']);

/** Socket.IO: origin, session, limits and parsing; everything else is the rooms service's. */
export class Realtime {
  readonly #deps: Deps;
  readonly #io: Server<ClientToServer, ServerToClient>;
  readonly #clients = new Map<string, Client>();
  /** Sockets of each session, and of visitors of each address. */
  readonly #held = new Map<string, number>();
  readonly #introduced = new WeakSet<AppSocket['conn']>();
  readonly #detach: (() => void)[] = [];
  readonly #sweep: NodeJS.Timeout;
  readonly #stopListening: () => void;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#io = new Server({
      path: '/socket.io/',
      serveClient: false,
      maxHttpBufferSize: MAX_FRAME_BYTES,
      perMessageDeflate: false,
      httpCompression: false,
      transports: ['websocket', 'polling'],
      allowRequest: (request, decide) => decide(null, this.#mayConnect(request))
    });
    this.#io.use((socket, next) => void this.#identify(socket, next));
    this.#io.on('connection', (socket) => this.#connected(socket));
    this.#stopListening = deps.sessions.onEnded((hash) => this.#cutSessions(new Set([hash])));
    this.#sweep = setInterval(() => void this.#sweepSessions(), SWEEP_MS).unref();
  }

  get size(): number {
    return this.#clients.size;
  }

  attach(server: HttpServer): void {
    this.#detach.push(attachEngine(this.#io, server));
  }

  /** Sends one payload to many sockets, encoded once. */
  readonly fanOut: Fanout = (to, event, payload) => {
    const ids = to.map((connection) => connection.id);
    (this.#io.to(ids).emit as (event: string, payload: unknown) => boolean)(event, payload);
  };

  /** Tells everybody that the server goes, and for how long to stay away, so that they do not come back all at once. */
  async goAway(): Promise<void> {
    this.#io.emit('server:away', { afterMs: AWAY_MS + AWAY_MS_PER_SOCKET * this.size });
    // One turn, so that the frames are on their way before the sockets close.
    await new Promise((resolve) => setTimeout(resolve, 50));
  }

  async close(): Promise<void> {
    clearInterval(this.#sweep);
    this.#stopListening();
    this.#io.disconnectSockets(true);
    for (const detach of this.#detach.splice(0)) detach();
    await Promise.resolve();
  }

  /**
   * CORS does not cover WebSockets: a foreign page could open one with our cookie. Browsers send `Origin` with every
   * upgrade and every cross-site request; without one it is a same-origin poll or no browser at all.
   */
  #mayConnect(request: IncomingMessage): boolean {
    const header = (name: string) => {
      const value = request.headers[name];
      return typeof value === 'string' ? value : undefined;
    };
    return sameOrigin(this.#deps.config, header);
  }

  async #identify(socket: AppSocket, next: (error?: Error) => void): Promise<void> {
    // A line introduces itself once: each time costs a look at the session.
    if (this.#introduced.has(socket.conn)) return socket.conn.close();
    this.#introduced.add(socket.conn);
    const token = sessionTokenOf(socket.handshake.headers.cookie);
    try {
      const valid = token === null ? null : await requireSession(this.#deps.sessions, token);
      if (token !== null && valid === null) return next(handshakeError(refuse('unauthenticated')));
      const admitted =
        token === null
          ? this.#admit(socket, `visitors ${addressKey(socket.handshake.address)}`, VISITORS_PER_ADDRESS)
          : this.#admit(socket, hashToken(token), SOCKETS_PER_SESSION);
      if (admitted) return next();
      next(handshakeError(refuse('rate_limited')));
    } catch {
      next(handshakeError(refuse('unavailable')));
    }
  }

  /** Counts the socket among those of `holder` until its line closes; false when there are `limit` already. */
  #admit({ conn }: AppSocket, holder: string, limit: number): boolean {
    const count = this.#held.get(holder) ?? 0;
    // A line that went while its session was looked up will never say `close` again.
    if (count >= limit || conn.readyState !== 'open') return false;
    this.#held.set(holder, count + 1);
    conn.once('close', () => {
      const left = (this.#held.get(holder) ?? 1) - 1;
      if (left === 0) this.#held.delete(holder);
      else this.#held.set(holder, left);
    });
    return true;
  }

  #connected(socket: AppSocket): void {
    const token = sessionTokenOf(socket.handshake.headers.cookie);
    const now = Date.now();
    const client: Client = {
      socket,
      connection: new SocketConnection(socket),
      token,
      sessionHash: token && hashToken(token),
      opens: new TokenBucket(4, 24, now),
      presences: new TokenBucket(8, 24, now),
      frames: new TokenBucket(FRAMES_PER_SECOND, FRAMES_AT_ONCE, now),
      bad: 0,
      checked: Promise.resolve()
    };
    this.#clients.set(socket.id, client);
    socket.on('disconnect', () => {
      this.#clients.delete(socket.id);
      this.#deps.rooms.leave(client.connection);
    });
    socket.on('error', () => undefined);
    socket.onAny((event: string) => {
      if (!EVENTS.has(event)) this.#badFrame(client);
      if (client.frames.take(Date.now()) > 0) this.#end(client, 'too many frames');
    });
    this.#listen(client);
  }

  #listen(client: Client): void {
    const { socket, connection } = client;
    const { rooms } = this.#deps;

    socket.on('room:open', (...frame: unknown[]) => {
      publicDoor('a visitor may open a public directory or a board by its public link; the room decides');
      const { payload, answer } = read(frame);
      const request = v.safeParse(roomOpenSchema, payload);
      if (!request.success) return answer(this.#badFrame(client));
      const wait = client.opens.take(Date.now());
      if (wait > 0) return answer(refuse('rate_limited', undefined, wait));
      const { key } = request.output;
      void this.#as(client, answer, async (person) => {
        const looker = key === undefined ? person : { publicId: key };
        await rooms.subscribe(connection, looker, request.output, (opened) => {
          if (opened.ok) connection.rooms.add(request.output.room);
          answer(opened);
        });
      });
    });

    socket.on('room:command', (...frame: unknown[]) => {
      publicDoor('the room asks for a participant');
      const { payload, answer } = read(frame);
      const request = v.safeParse(roomCommandSchema, payload);
      if (!request.success) return answer(this.#badFrame(client));
      void this.#as(client, answer, async (person) => {
        const outcome = await rooms.command(request.output.room, person, request.output.command);
        if (!outcome.ok && outcome.code === 'invalid') this.#badFrame(client);
        answer(outcome);
      });
    });

    socket.on('room:close', (...frame: unknown[]) => {
      publicDoor('whoever opened it may leave it');
      const { payload, answer } = read(frame);
      const request = v.safeParse(roomCloseSchema, payload);
      if (!request.success) return answer(this.#badFrame(client));
      const { room } = request.output;
      // Only what it has opened: the id of any other room must not cost the server anything.
      if (connection.rooms.delete(room)) rooms.leave(connection, room);
      answer({ ok: true });
    });

    socket.on('room:presence', (...frame: unknown[]) => {
      publicDoor('counts only in a room that this socket has opened');
      const request = v.safeParse(roomPresenceSchema, read(frame).payload);
      if (!request.success) return void this.#badFrame(client);
      const { room, state } = request.output;
      // Volatile: what comes too fast is simply not shown.
      if (!connection.rooms.has(room) || client.presences.take(Date.now()) > 0) return;
      rooms.presence(connection, room, state);
    });
  }

  /** Runs `work` as the person behind the socket's session, which is looked at anew, in the order of the frames. */
  async #as(
    client: Client,
    answer: (refusal: Refusal) => void,
    work: (person: Person | null) => Promise<void>
  ): Promise<void> {
    try {
      const { token } = client;
      const before = client.checked;
      const check = (async () => {
        await before;
        return token === null ? null : requireSession(this.#deps.sessions, token);
      })();
      client.checked = check.catch(() => undefined);
      const valid = await check;
      if (token !== null && valid === null) {
        answer(refuse('unauthenticated'));
        this.#cut(client);
        return;
      }
      await work(valid?.person ?? null);
    } catch (error) {
      this.#deps.log.error({ err: error }, 'a socket frame failed');
      answer(refuse('unavailable'));
    }
  }

  #badFrame(client: Client): Refusal {
    client.bad += 1;
    if (client.bad >= MAX_BAD_FRAMES) this.#end(client, 'too many frames made no sense');
    return refuse('invalid');
  }

  #end({ socket }: Client, why: string): void {
    if (!socket.connected) return;
    this.#deps.log.warn({ event: 'socket_cut', why }, 'a socket was cut');
    socket.disconnect(true);
  }

  /** The session behind it has ended: nothing more is sent, and it hears why. */
  #cut({ socket, connection }: Client): void {
    for (const room of [...connection.rooms])
      connection.send('room:closed', { room, code: 'unauthenticated' });
    this.#deps.rooms.leave(connection);
    socket.disconnect(true);
  }

  #cutSessions(ended: ReadonlySet<string>): void {
    for (const client of [...this.#clients.values()]) {
      if (client.sessionHash !== null && ended.has(client.sessionHash)) this.#cut(client);
    }
  }

  async #sweepSessions(): Promise<void> {
    const hashes = new Set<string>();
    for (const { sessionHash } of this.#clients.values()) if (sessionHash !== null) hashes.add(sessionHash);
    try {
      if (hashes.size > 0) {
        const alive = await this.#deps.sessions.alive([...hashes]);
        this.#cutSessions(hashes.difference(alive));
      }
      await this.#deps.rooms.renewStandings();
    } catch (error) {
      this.#deps.log.warn({ err: error }, 'sessions could not be looked at');
    }
  }
}

/** What a frame carries: a payload and a function to answer with, either of which a client may have left out. */
function read(frame: readonly unknown[]): { payload: unknown; answer: (answer: unknown) => void } {
  const last = frame.at(-1);
  const answer = typeof last === 'function' ? (last as (answer: unknown) => void) : () => undefined;
  return { payload: typeof frame[0] === 'function' ? undefined : frame[0], answer };
}

/** What the client finds in `connect_error`: `error.data.code`. */
function handshakeError(refusal: Refusal): Error {
  return Object.assign(new Error(refusal.message), {
    data: { code: refusal.code, message: refusal.message }
  });
}
