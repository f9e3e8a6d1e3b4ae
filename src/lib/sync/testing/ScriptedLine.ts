import type { CommandAnswer, OpenAnswer, RoomChange } from '../../protocol/rooms.ts';
import type { RefusalCode } from '../../domain/rules.ts';
import type { RequestMap, Transport, TransportListener } from '../ports.ts';
import { drain } from './TestClock.ts';

interface Asked {
  event: keyof RequestMap;
  payload: RequestMap[keyof RequestMap]['payload'];
  answer: (answer: OpenAnswer | CommandAnswer) => Promise<void>;
  fail: () => Promise<void>;
}

/** A line whose other end is the test itself. */
export class ScriptedLine implements Transport {
  connected = true;
  retries = 0;
  /** Requests without an answer yet, oldest first. */
  readonly asked: Asked[] = [];
  readonly presences: unknown[] = [];
  fetchWhole?: NonNullable<Transport['fetchWhole']>;
  #listener: TransportListener | null = null;

  request<E extends keyof RequestMap>(
    event: E,
    payload: RequestMap[E]['payload']
  ): Promise<RequestMap[E]['answer']> {
    return new Promise((resolve, reject) => {
      const settle = (work: () => void) => {
        this.asked.splice(this.asked.indexOf(asked), 1);
        work();
        return drain();
      };
      const asked: Asked = {
        event,
        payload: JSON.parse(JSON.stringify(payload)) as typeof payload,
        answer: (answer) => settle(() => resolve(answer as RequestMap[E]['answer'])),
        fail: () => settle(() => reject(new Error('no answer')))
      };
      this.asked.push(asked);
    });
  }

  presence(payload: unknown): void {
    this.presences.push(payload);
  }

  listen(_room: string, listener: TransportListener): () => void {
    this.#listener = listener;
    return () => (this.#listener = null);
  }

  retryNow(): void {
    this.retries += 1;
  }

  get listened(): boolean {
    return this.#listener !== null;
  }

  connect(): void {
    this.connected = true;
    this.#listener?.connected();
  }

  disconnect(): Promise<void> {
    this.connected = false;
    const left = this.asked.splice(0);
    for (const asked of left) void asked.fail();
    this.#listener?.disconnected();
    return drain();
  }

  change(message: RoomChange): void {
    this.#listener?.change(message);
  }

  closed(code: RefusalCode): void {
    this.#listener?.closed({ room: '', code });
  }

  refuse(code: RefusalCode): void {
    this.#listener?.refused(code);
  }
}
