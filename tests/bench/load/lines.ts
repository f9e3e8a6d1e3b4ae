/** Somebody's line to a server, for our app and for both floors: as thin as the library lets it be, and alike. */
import type { Socket as TcpSocket } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import { WebSocket } from 'ws';
import { unpackChanges } from '../../../src/lib/protocol/packed.ts';
import type { CommandAnswer, OpenAnswer, RoomChange } from '../../../src/lib/protocol/rooms.ts';
import { newId } from '../../../src/lib/util/newId.ts';
import type { Kind } from './tasks.ts';
import type { Note } from './note.ts';
import { isForLater, PATIENCE, TryAgain, untilDone } from './tryAgain.ts';

export interface Place {
  readonly url: string;
  readonly room: string;
  readonly cookie: string;
  /** Called for every note that comes in, perhaps twice for one. */
  readonly seen: (noteId: string) => void;
}

export interface Line {
  /** Connects and begins to hear the room; after `drop` again, with what was missed. */
  open(): Promise<void>;
  /** Resolves with the server's answer; rejects when it refuses. */
  post(note: Note): Promise<void>;
  /** Breaks, as a phone's line does: without a word. */
  drop(): void;
  /** Leaves in order. */
  close(): void;
  /** Bytes that came in since the last `open`. */
  readonly bytesRead: number;
  /** How often the server broke it, or told it to come later. */
  readonly setbacks: number;
}

export function makeLine(kind: Kind, place: Place, since?: number): Line {
  if (kind === 'ours') return new RoomLine(place, since);
  return kind === 'socketIo' ? new SocketIoLine(place) : new WsLine(place);
}

/** What lies under a Socket.IO client; its types do not tell. */
const wsOf = (socket: Socket): (WebSocket & { _socket?: TcpSocket }) | undefined =>
  (socket.io.engine as unknown as { transport?: { ws?: WebSocket } } | undefined)?.transport?.ws;

async function connect(url: string, extra: { cookie?: string; room?: string }): Promise<Socket> {
  const { origin } = new URL(url);
  const socket = io(url, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    perMessageDeflate: { threshold: Number.MAX_SAFE_INTEGER },
    timeout: PATIENCE,
    ...(extra.room !== undefined && { query: { room: extra.room } }),
    extraHeaders: { origin, ...(extra.cookie !== undefined && { cookie: extra.cookie }) }
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', (error: Error & { data?: { code?: string } }) => {
      socket.close();
      // No code: the line broke before anything was said, as it may with a server that is out of breath.
      const code = error.data?.code ?? 'unavailable';
      reject(isForLater(code) ? new TryAgain(error.message) : error);
    });
  });
  return socket;
}

abstract class IoLine {
  socket: Socket | null = null;
  setbacks = 0;

  drop(): void {
    const { socket } = this;
    this.socket = null;
    if (socket) wsOf(socket)?.terminate();
  }

  close(): void {
    const { socket } = this;
    this.socket = null;
    socket?.close();
  }

  get bytesRead(): number {
    return this.socket ? (wsOf(this.socket)?._socket?.bytesRead ?? 0) : 0;
  }

  /** Rejects with `TryAgain` when the line breaks before the answer. */
  async ask<T>(event: string, payload: unknown): Promise<T> {
    if (!this.socket?.connected) throw new TryAgain('the line is down');
    try {
      return (await this.socket.timeout(PATIENCE).emitWithAck(event, payload)) as T;
    } catch {
      throw new TryAgain(`no answer to ${event}`);
    }
  }
}

/** Whoever waits for this line's notes notices that they do not come. */
const failed = (error: unknown): void => console.error('a line could not catch up:', error);

/** A participant of our app. Catches up by `since` when there is a gap or the server has cut it, as a browser does. */
class RoomLine extends IoLine implements Line {
  readonly #place: Place;
  #seq: number | undefined;

  constructor(place: Place, since?: number) {
    super();
    this.#place = place;
    this.#seq = since;
  }

  async open(): Promise<void> {
    const { url, cookie } = this.#place;
    const socket = await untilDone(
      () => connect(url, { cookie }),
      () => (this.setbacks += 1)
    );
    this.socket = socket;
    socket.on('room:change', (message: RoomChange) => {
      if (message.from > (this.#seq ?? 0)) return void this.#catchUp().catch(failed);
      this.#seq = message.seq;
      for (const { put } of unpackChanges(message)) this.#take(put);
    });
    socket.once('disconnect', () => {
      if (this.socket !== socket) return;
      this.setbacks += 1;
      this.open().catch(failed);
    });
    await this.#catchUp();
  }

  async #catchUp(): Promise<void> {
    const { room } = this.#place;
    const since = this.#seq;
    const ask = async () => {
      const answer = await this.ask<OpenAnswer>('room:open', { room, ...(since !== undefined && { since }) });
      if (answer.ok) return answer;
      const what = `room:open was refused: ${answer.code}`;
      throw isForLater(answer.code) ? new TryAgain(what) : new Error(what);
    };
    const answer = await untilDone(ask, () => (this.setbacks += 1));
    this.#take(answer.records);
    this.#seq = Math.max(answer.seq, this.#seq ?? 0);
  }

  #take(records: readonly { readonly type: string; readonly id: string }[]): void {
    for (const { type, id } of records) if (type === 'note') this.#place.seen(id);
  }

  get seq(): number {
    return this.#seq ?? 0;
  }

  async post({ id: noteId, body, kind, rank }: Note): Promise<void> {
    const { room } = this.#place;
    // The same id each time, as a client does that cannot know whether its command arrived: it is done once.
    const command = { id: newId(), type: 'note.add', noteId, body, kind, groupId: null, rank };
    const ask = async () => {
      const answer = await this.ask<CommandAnswer>('room:command', { room, command });
      if (answer.ok) return;
      const what = `note.add was refused: ${answer.code}`;
      throw isForLater(answer.code) ? new TryAgain(what) : new Error(what);
    };
    await untilDone(ask, () => (this.setbacks += 1));
  }
}

/** The clock up to which a line of ours has everything. */
export const seqOf = (line: Line): number | undefined => (line instanceof RoomLine ? line.seq : undefined);

class SocketIoLine extends IoLine implements Line {
  readonly #place: Place;

  constructor(place: Place) {
    super();
    this.#place = place;
  }

  async open(): Promise<void> {
    this.socket = await connect(this.#place.url, { room: this.#place.room });
    this.socket.on('note', ({ id }: Note) => this.#place.seen(id));
  }

  async post(note: Note): Promise<void> {
    await this.ask('post', note);
  }
}

class WsLine implements Line {
  readonly #place: Place;
  readonly #waiting = new Map<string, () => void>();
  readonly setbacks = 0;
  #ws: (WebSocket & { _socket?: TcpSocket }) | null = null;

  constructor(place: Place) {
    this.#place = place;
  }

  async open(): Promise<void> {
    const url = new URL(this.#place.url);
    url.protocol = 'ws:';
    url.searchParams.set('room', this.#place.room);
    const ws = new WebSocket(url, { perMessageDeflate: false });
    this.#ws = ws;
    ws.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as { ack: string } | Note;
      if ('ack' in message) this.#waiting.get(message.ack)?.();
      else this.#place.seen(message.id);
    });
    await new Promise((resolve, reject) => ws.once('open', resolve).once('error', reject));
  }

  post(note: Note): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.set(note.id, () => {
        this.#waiting.delete(note.id);
        resolve();
      });
      this.#ws?.send(JSON.stringify(note));
    });
  }

  drop(): void {
    this.#ws?.terminate();
  }

  close(): void {
    this.#ws?.close();
  }

  get bytesRead(): number {
    return this.#ws?._socket?.bytesRead ?? 0;
  }
}
