import type { Outbox, OutboxEntry } from '$lib/sync/ports';

/** For those who only read: they have nothing to send, and their device keeps nothing of the room. */
export class NoOutbox implements Outbox {
  readonly durable = true;

  load(): Promise<OutboxEntry[]> {
    return Promise.resolve([]);
  }
  add(): Promise<void> {
    return Promise.resolve();
  }
  remove(): Promise<void> {
    return Promise.resolve();
  }
  written(): Promise<void> {
    return Promise.resolve();
  }
  close(): void {
    // there is nothing to let go of
  }
}
