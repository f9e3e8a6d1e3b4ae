import { io, type Socket } from 'socket.io-client';
import type { RefusalCode } from '../../src/lib/domain/rules.ts';
import { unpackRecords, type PackedTable } from '../../src/lib/protocol/packed.ts';
import type {
  PresenceState,
  RoomChange,
  RoomClosed,
  RoomOpened,
  RoomPresence
} from '../../src/lib/protocol/rooms.ts';
import type { RequestMap, Transport, TransportListener } from '../../src/lib/sync/ports.ts';
import type { Random } from '../../src/lib/util/random.ts';

const ANSWER_MS = 8000;
const FETCH_MS = 30_000;

interface Options {
  readonly url: string;
  readonly cookie: string;
  readonly random: Random;
  /** Hears every answer to a command as it came off the wire. */
  readonly answered: (commandId: string, answer: RequestMap['room:command']['answer']) => void;
  readonly heard?: ((message: RoomChange) => void) | undefined;
}

/** One page's line from plain Node: behaves like `src/lib/client/socketTransport.ts`, and can be broken on purpose. */
export class NodeTransport implements Transport {
  readonly #options: Options;
  readonly #socket: Socket;
  #listener: TransportListener | null = null;
  #again: NodeJS.Timeout | null = null;
  #closed = false;
  /** How often the line broke. */
  drops = 0;

  constructor(options: Options) {
    this.#options = options;
    const { url, cookie } = options;
    this.#socket = io(url, {
      path: '/socket.io/',
      transports: ['websocket'],
      forceNew: true,
      autoConnect: false,
      reconnectionDelay: 500,
      reconnectionDelayMax: 10_000,
      randomizationFactor: 0.5,
      extraHeaders: { origin: new URL(url).origin, ...(cookie && { cookie }) }
    });
    this.#listenToSocket();
  }

  get connected(): boolean {
    return this.#socket.connected;
  }

  async request<E extends keyof RequestMap>(
    event: E,
    payload: RequestMap[E]['payload']
  ): Promise<RequestMap[E]['answer']> {
    if (!this.#socket.connected) throw new Error('no line');
    const answer = (await this.#socket
      .timeout(ANSWER_MS)
      .emitWithAck(event, payload)) as RequestMap[E]['answer'];
    if ('command' in payload)
      this.#options.answered(payload.command.id, answer as RequestMap['room:command']['answer']);
    return answer;
  }

  /** As `src/lib/client/fetchRoom.ts`, with address and cookie. */
  async fetchWhole(room: string): Promise<RoomOpened | null> {
    const { url, cookie } = this.#options;
    try {
      const response = await fetch(`${url}/api/rooms/${room}?as=packed`, {
        headers: { cookie, 'accept-encoding': 'br' },
        signal: AbortSignal.timeout(FETCH_MS)
      });
      if (!response.ok) return null;
      const { packed, ...answer } = (await response.json()) as RoomOpened & { packed?: PackedTable[] };
      return packed ? { ...answer, records: [...unpackRecords(packed), ...answer.records] } : answer;
    } catch {
      return null;
    }
  }

  presence(payload: { room: string; state: PresenceState }): void {
    this.#socket.volatile.emit('room:presence', payload);
  }

  listen(room: string, listener: TransportListener): () => void {
    void room;
    this.#listener = listener;
    this.#socket.connect();
    return () => (this.#listener = null);
  }

  retryNow(): void {
    if (!this.#socket.connected && !this.#closed) this.#socket.disconnect().connect();
  }

  /** The page goes; its frames in flight go with it. */
  close(): void {
    this.#closed = true;
    if (this.#again) clearTimeout(this.#again);
    this.#socket.disconnect();
  }

  /** The cable is pulled: no goodbye, and what was on its way is lost. */
  cut(): void {
    this.#line()?.terminate();
  }

  /** Reads nothing more until {@link resume}: the server's bytes pile up on its side. */
  pause(): void {
    this.#line()?.pause();
  }

  resume(): void {
    this.#line()?.resume();
  }

  /** The WebSocket (package `ws`) under engine.io. */
  #line(): { terminate(): void; pause(): void; resume(): void } | null {
    const engine = this.#socket.io.engine as unknown as
      { transport?: { ws?: { terminate(): void; pause(): void; resume(): void } } } | undefined;
    return engine?.transport?.ws ?? null;
  }

  #listenToSocket(): void {
    const { random, heard } = this.#options;
    const socket = this.#socket;
    socket.on('connect', () => this.#listener?.connected());
    socket.on('disconnect', (reason) => {
      if (!this.#closed) this.drops += 1;
      this.#listener?.disconnected();
      if (reason === 'io server disconnect') this.#connectAfter(1000 + random() * 2000);
    });
    socket.on('connect_error', (error: Error & { data?: { code?: RefusalCode } }) => {
      if (socket.active) return;
      const code = error.data?.code;
      if (code && code !== 'unavailable' && code !== 'rate_limited') this.#listener?.refused(code);
      else this.#connectAfter(2000 + random() * 8000);
    });
    socket.on('room:change', (message: RoomChange) => {
      heard?.(message);
      this.#listener?.change(message);
    });
    socket.on('room:presence', (message: RoomPresence) => this.#listener?.presence(message));
    socket.on('room:closed', (message: RoomClosed) => this.#listener?.closed(message));
    socket.on('server:away', ({ afterMs }: { afterMs: number }) => {
      socket.disconnect();
      this.#connectAfter(afterMs * (0.2 + random() * 0.8));
    });
  }

  #connectAfter(ms: number): void {
    if (this.#again) clearTimeout(this.#again);
    this.#again = setTimeout(() => {
      this.#again = null;
      if (!this.#closed && this.#listener) this.#socket.connect();
    }, ms);
  }
}
