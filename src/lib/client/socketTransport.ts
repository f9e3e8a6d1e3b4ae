import { io, type Socket } from 'socket.io-client';
import type { RefusalCode } from '$lib/domain/rules';
import type { PresenceState, RoomChange, RoomClosed, RoomOpened, RoomPresence } from '$lib/protocol/rooms';
import type { RequestMap, Transport, TransportListener } from '$lib/sync/ports';
import { fetchRoom } from './fetchRoom';
import { onSpeakerChange } from './speaker';

/** Without an answer for so long, the request counts as lost; commands are then sent again. */
const ANSWER_MS = 8000;
/** A whole board over a slow line. */
const FETCH_MS = 30_000;
/** Pages that follow each other keep the line. */
const LINGER_MS = 5000;
/** Focus, visibility and network events come in swarms. */
const RETRY_MS = 3000;

interface Heard {
  'room:change': (message: RoomChange) => void;
  'room:presence': (message: RoomPresence) => void;
  'room:closed': (message: RoomClosed) => void;
  'server:away': (message: { afterMs: number }) => void;
}
/** The payloads are typed where they are made: by `Transport`. */
type Said = Record<string, (payload: unknown, answer?: (answer: unknown) => void) => void>;

/** The line over Socket.IO. Connects when the first room is listened to, and mends itself with growing, jittered waits. */
class SocketTransport implements Transport {
  #socket: Socket<Heard, Said> | null = null;
  readonly #listeners = new Map<string, Set<TransportListener>>();
  #again: ReturnType<typeof setTimeout> | null = null;
  #retriedAt = 0;
  #ending: ReturnType<typeof setTimeout> | null = null;

  get connected(): boolean {
    return this.#socket?.connected ?? false;
  }

  async request<E extends keyof RequestMap>(
    event: E,
    payload: RequestMap[E]['payload']
  ): Promise<RequestMap[E]['answer']> {
    // Socket.IO would keep what is said offline and send it later, out of our order.
    if (!this.#socket?.connected) throw new Error('no line');
    return (await this.#socket.timeout(ANSWER_MS).emitWithAck(event, payload)) as RequestMap[E]['answer'];
  }

  fetchWhole(room: string, key?: string): Promise<RoomOpened | null> {
    return fetchRoom(room, { signal: AbortSignal.timeout(FETCH_MS), key });
  }

  presence(payload: { room: string; state: PresenceState }): void {
    this.#socket?.volatile.emit('room:presence', payload);
  }

  listen(room: string, listener: TransportListener): () => void {
    if (this.#ending) clearTimeout(this.#ending);
    this.#ending = null;
    const listeners = this.#listeners.get(room) ?? new Set();
    this.#listeners.set(room, listeners.add(listener));
    const socket = (this.#socket ??= this.#make());
    if (!socket.active) socket.connect();
    return () => this.#unlisten(room, listener);
  }

  retryNow(): void {
    const now = Date.now();
    if (!this.#socket || this.#socket.connected || now - this.#retriedAt < RETRY_MS) return;
    this.#retriedAt = now;
    // Begins a new row of attempts, the first at once; not again before that one had its chance.
    this.#socket.disconnect().connect();
  }

  /** A socket stays whoever it was at its handshake: after a sign-in or a join without a page load it has to be a new one. */
  startAnew(): void {
    if (!this.#socket?.active) return;
    this.#socket.disconnect();
    if (this.#listeners.size > 0) this.#socket.connect();
  }

  #unlisten(room: string, listener: TransportListener): void {
    const listeners = this.#listeners.get(room);
    if (!listeners?.delete(listener) || listeners.size > 0) return;
    this.#listeners.delete(room);
    if (this.connected) this.#socket?.emit('room:close', { room });
    if (this.#listeners.size > 0) return;
    this.#ending = setTimeout(() => {
      if (this.#again) clearTimeout(this.#again);
      this.#socket?.disconnect();
    }, LINGER_MS);
  }

  #make(): Socket<Heard, Said> {
    const socket: Socket<Heard, Said> = io({
      path: '/socket.io/',
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      withCredentials: true,
      autoConnect: false,
      reconnectionDelay: 500,
      reconnectionDelayMax: 10_000,
      randomizationFactor: 0.5
    });
    socket.on('connect', () => this.#tell((listener) => listener.connected()));
    socket.on('disconnect', (reason) => {
      this.#tell((listener) => listener.disconnected());
      // The server ended this socket (fell behind, session changed): Socket.IO leaves coming back to us.
      if (reason === 'io server disconnect') this.#connectAfter(1000 + Math.random() * 2000);
    });
    socket.on('connect_error', (error: Error & { data?: { code?: RefusalCode } }) => {
      // While `active`, Socket.IO goes on trying by itself; otherwise the server's own code refused us.
      if (socket.active) return;
      const code = error.data?.code;
      if (code && code !== 'unavailable' && code !== 'rate_limited')
        this.#tell((listener) => listener.refused(code));
      else this.#connectAfter(2000 + Math.random() * 8000);
    });
    socket.on('room:change', (message) =>
      this.#tellRoom(message.room, (listener) => listener.change(message))
    );
    socket.on('room:presence', (message) =>
      this.#tellRoom(message.room, (listener) => listener.presence(message))
    );
    socket.on('room:closed', (message) =>
      this.#tellRoom(message.room, (listener) => listener.closed(message))
    );
    socket.on('server:away', ({ afterMs }) => {
      // All leave together; spread over the time given, they do not come back together.
      socket.disconnect();
      this.#connectAfter(afterMs * (0.2 + Math.random() * 0.8));
    });
    return socket;
  }

  #connectAfter(ms: number): void {
    if (this.#again) clearTimeout(this.#again);
    this.#again = setTimeout(() => {
      this.#again = null;
      if (this.#listeners.size > 0) this.#socket?.connect();
    }, ms);
  }

  #tell(say: (listener: TransportListener) => void): void {
    for (const listeners of [...this.#listeners.values()])
      for (const listener of [...listeners]) say(listener);
  }

  #tellRoom(room: string, say: (listener: TransportListener) => void): void {
    for (const listener of [...(this.#listeners.get(room) ?? [])]) say(listener);
  }
}

let shared: SocketTransport | null = null;

/** The page's one line. Touches neither window nor network before somebody listens, so it may be asked for on the server. */
export function sharedTransport(): Transport {
  if (!shared) {
    const line = (shared = new SocketTransport());
    onSpeakerChange(() => line.startAnew());
  }
  return shared;
}
