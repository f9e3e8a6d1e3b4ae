import type { Outbox, OutboxEntry } from '../ports.ts';

/** What a browser keeps over reloads: hand the same one to the next client. */
export class MemoryOutbox implements Outbox {
  readonly durable = true;
  readonly entries: OutboxEntry[] = [];
  #given = new Set<string>();

  load(): Promise<OutboxEntry[]> {
    const fresh = this.entries.filter(({ command }) => !this.#given.has(command.id));
    for (const { command } of fresh) this.#given.add(command.id);
    return Promise.resolve(structuredClone(fresh));
  }

  add(entry: OutboxEntry): Promise<void> {
    this.#given.add(entry.command.id);
    this.entries.push(structuredClone(entry));
    return Promise.resolve();
  }

  remove(commandId: string): Promise<void> {
    const index = this.entries.findIndex(({ command }) => command.id === commandId);
    if (index >= 0) this.entries.splice(index, 1);
    return Promise.resolve();
  }

  written(): Promise<void> {
    return Promise.resolve();
  }

  /** The page is gone; the next one gets everything that is left. */
  close(): void {
    this.#given = new Set();
  }
}
