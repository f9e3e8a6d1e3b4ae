import type { LoggedCommand } from '../board/history/entry.ts';
import type { Command } from '../commands.ts';
import { keyOf, type StoredRecord } from '../records.ts';
import type { Actor } from '../rules.ts';
import { must } from '../../util/must.ts';
import { BoardFixture } from './boardFixture.ts';

type WithoutId<T> = T extends { id: string } ? Omit<T, 'id'> : never;

/** A board in memory that keeps a change log like the server's. */
export class LoggedBoard extends BoardFixture {
  /** Oldest first. */
  readonly log: LoggedCommand[] = [];

  override do(actor: Actor, command: WithoutId<Command>) {
    const before = new Map(this.records);
    const decision = super.do(actor, command);
    if (decision.ok) {
      this.log.push({
        seq: this.seq,
        at: this.now,
        actorId: actor.id === '' ? null : actor.id,
        type: command.type,
        steps: decision.put.map((put) => ({ before: before.get(keyOf(put)) ?? null, after: this.#now(put) }))
      });
    }
    return decision;
  }

  #now(record: StoredRecord): StoredRecord {
    return must(this.records.get(keyOf(record)), 'a record that was put');
  }
}
