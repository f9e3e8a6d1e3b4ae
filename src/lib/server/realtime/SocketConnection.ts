import type { Socket } from 'socket.io';
import type { ClientToServer, ServerToClient } from '$lib/protocol/rooms';
import type { Connection, ServerEvents } from '$lib/sync/ports';

export type AppSocket = Socket<ClientToServer, ServerToClient>;

/** What may lie unsent for one socket before it is cut: it comes back and catches up. */
const MAX_BACKLOG_BYTES = 1_000_000;
const MAX_STALL_MS = 10_000;

/** One socket as the rooms see it. */
export class SocketConnection implements Connection {
  readonly id: string;
  /** Rooms that this socket has opened. */
  readonly rooms = new Set<string>();
  readonly #socket: AppSocket;
  #stalledSince: number | null = null;

  constructor(socket: AppSocket) {
    this.id = socket.id;
    this.#socket = socket;
    socket.conn.on('drain', () => (this.#stalledSince = null));
  }

  get connected(): boolean {
    return this.#socket.connected;
  }

  send<E extends keyof ServerEvents>(event: E, payload: ServerEvents[E]): void {
    if (event === 'room:closed') this.rooms.delete(payload.room);
    // Each event has its payload; the compiler cannot tie the two together over a generic name.
    (this.#socket.emit as (event: string, payload: unknown) => boolean).call(this.#socket, event, payload);
  }

  overloaded(): boolean {
    const { conn } = this.#socket;
    const transport = conn.transport as unknown as { socket?: { bufferedAmount?: number } };
    let bytes = transport.socket?.bufferedAmount ?? 0;
    for (const { data } of conn['writeBuffer'] as { data?: unknown }[]) {
      bytes += typeof data === 'string' ? data.length : 0;
    }
    if (bytes === 0) {
      this.#stalledSince = null;
      return false;
    }
    this.#stalledSince ??= Date.now();
    return bytes > MAX_BACKLOG_BYTES || Date.now() - this.#stalledSince > MAX_STALL_MS;
  }

  end(): void {
    this.#socket.disconnect(true);
    // What lies unsent is what went wrong: do not wait until it has drained.
    this.#socket.conn.close(true);
  }
}
