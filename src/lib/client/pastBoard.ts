import type { PastBoard } from '$lib/protocol/history';
import type { Refusal } from '$lib/protocol/rooms';
import type { Outbox, Transport } from '$lib/sync/ports';
import { BoardSession } from './BoardSession.svelte';

export type { PastBoard };

/** The board as it was after the command with the clock `seq`, for facilitators. Null: it could not be asked. */
export async function fetchPast(roomId: string, seq: number): Promise<PastBoard | Refusal | null> {
  try {
    const response = await fetch(`/api/rooms/${roomId}/at?seq=${seq}`);
    return (await response.json()) as PastBoard | Refusal;
  } catch {
    return null;
  }
}

/** A board to look at: it has no line, hears nothing and sends nothing. */
export function pastSession(roomId: string, snapshot: PastBoard): BoardSession {
  return new BoardSession({ roomId, snapshot, ports: { transport: NO_LINE, outbox: NO_OUTBOX } });
}

const NO_LINE: Transport = {
  connected: false,
  request: () => Promise.reject(new Error('the past takes no commands')),
  presence: () => undefined,
  listen: () => () => undefined,
  retryNow: () => undefined
};

const NO_OUTBOX: Outbox = {
  durable: true,
  load: () => Promise.resolve([]),
  add: () => Promise.resolve(),
  remove: () => Promise.resolve(),
  written: () => Promise.resolve(),
  close: () => undefined
};
