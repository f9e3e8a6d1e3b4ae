import { anchorOf, keyOf, type StoredRecord } from '../../domain/records.ts';
import { must } from '../../util/must.ts';
import type {
  ChangedSince,
  LoadedRoom,
  LoggedChange,
  RoomKind,
  RoomStore,
  RoomTx,
  StoredChange
} from '../ports.ts';

interface MemoryRoom {
  kind: RoomKind;
  clock: number;
  floor: number;
  records: Map<string, StoredRecord>;
  log: (LoggedChange & { type: string })[];
  /** Transactions of a room queue up behind this one. */
  lock: Promise<unknown>;
}

/** A RoomStore in memory, as strict as PostgreSQL: one transaction a room at a time, nothing shared with the caller. */
export class MemoryStore implements RoomStore {
  readonly #rooms = new Map<string, MemoryRoom>();
  /** Called before each access and before and after each commit; waits or throws to play a slow or broken database. */
  fault: (where: 'read' | 'begin' | 'commit' | 'committed') => Promise<void> | void = () => undefined;
  transactions = 0;
  /** How often `heads` was asked. */
  looks = 0;

  make(roomId: string, kind: RoomKind, records: Iterable<StoredRecord> = []): void {
    const room = this.#of(roomId, {
      kind,
      clock: 0,
      floor: 0,
      records: new Map(),
      log: [],
      lock: Promise.resolve()
    });
    for (const record of structuredClone([...records])) {
      room.records.set(keyOf(record), record);
      room.clock = Math.max(room.clock, record.seq);
    }
  }

  async load(roomId: string): Promise<LoadedRoom | null> {
    await this.fault('read');
    const room = this.#rooms.get(roomId);
    if (!room) return null;
    const { kind, clock, floor, records } = room;
    return { kind, seq: clock, floor, records: structuredClone([...records.values()]) };
  }

  async head(roomId: string): Promise<number | null> {
    await this.fault('read');
    return this.#rooms.get(roomId)?.clock ?? null;
  }

  async heads(roomIds: readonly string[]): Promise<Map<string, number>> {
    await this.fault('read');
    this.looks += 1;
    const heads = new Map<string, number>();
    for (const id of roomIds) {
      const room = this.#rooms.get(id);
      if (room) heads.set(id, room.clock);
    }
    return heads;
  }

  async transaction<T>(roomId: string, work: (tx: RoomTx) => Promise<T>): Promise<T> {
    const room = this.#rooms.get(roomId);
    if (!room) throw new Error('no such room');
    const mine = room.lock.then(() => this.#run(room, work));
    room.lock = mine.catch(() => undefined);
    return mine;
  }

  async snapshot<T>(roomId: string, work: (tx: RoomTx) => Promise<T>): Promise<T> {
    const room = this.#rooms.get(roomId);
    if (!room) throw new Error('no such room');
    await this.fault('read');
    return work({
      ...this.#reads(structuredClone({ ...room, lock: null })),
      write: () => Promise.reject(new Error('a snapshot is to look at'))
    });
  }

  async #run<T>(room: MemoryRoom, work: (tx: RoomTx) => Promise<T>): Promise<T> {
    await this.fault('begin');
    this.transactions += 1;
    let written: readonly StoredChange[] = [];
    const result = await work({
      ...this.#reads(room),
      write: (changes) => {
        written = structuredClone(changes);
        return Promise.resolve();
      }
    });
    await this.fault('commit');
    for (const { seq, at, actorId, command, steps } of written) {
      if (seq !== room.clock + 1) throw new Error(`gap in the room's clock: ${seq} after ${room.clock}`);
      if (room.log.some(({ commandId }) => commandId === command.id))
        throw new Error('command written twice');
      room.clock = seq;
      room.log.push({ seq, at, actorId, commandId: command.id, type: command.type });
      for (const { after } of steps) room.records.set(keyOf(after), after);
    }
    await this.fault('committed');
    return result;
  }

  #reads(room: Omit<MemoryRoom, 'lock'>): Omit<RoomTx, 'write'> {
    return {
      clock: room.clock,
      floor: room.floor,
      changedSince: (seq) => Promise.resolve(this.#changedSince(room, seq)),
      answersOf: (ids) => {
        const found = room.log.filter(({ commandId }) => ids.includes(commandId));
        return Promise.resolve(
          new Map(found.map(({ commandId, seq, actorId }) => [commandId, { seq, actorId }]))
        );
      }
    };
  }

  #changedSince(room: Pick<MemoryRoom, 'records' | 'log'>, since: number): ChangedSince {
    return structuredClone({
      records: [...room.records.values()].filter(({ seq }) => seq > since),
      log: room.log
        .filter(({ seq }) => seq > since)
        .map(({ seq, at, actorId, commandId }) => ({ seq, at, actorId, commandId }))
    });
  }

  // -------------------------------------------------------------- what tests look at and do behind the room's back

  /** To look at only. */
  records(roomId: string): readonly Readonly<StoredRecord>[] {
    return [...this.#room(roomId).records.values()];
  }

  log(roomId: string): readonly (LoggedChange & { type: string })[] {
    return this.#room(roomId).log;
  }

  clock(roomId: string): number {
    return this.#room(roomId).clock;
  }

  /** Drops tombstones up to now and what hangs on them, as the nightly clean-up does. Answers the keys. */
  prune(roomId: string): string[] {
    const room = this.#room(roomId);
    const gone = new Set<string>();
    for (const [key, record] of room.records) if (record.removedAt !== null) gone.add(key);
    for (const [key, record] of room.records) if (gone.has(anchorOf(record) ?? '')) gone.add(key);
    for (const key of gone) room.records.delete(key);
    room.floor = room.clock;
    return [...gone];
  }

  /** A copy to go back to, as from a backup. */
  backup(roomId: string): () => void {
    const { clock, floor, records, log } = structuredClone({ ...this.#room(roomId), lock: null });
    return () => Object.assign(this.#room(roomId), { clock, floor, records, log });
  }

  #of(roomId: string, fresh: MemoryRoom): MemoryRoom {
    this.#rooms.set(roomId, fresh);
    return fresh;
  }

  #room(roomId: string): MemoryRoom {
    return must(this.#rooms.get(roomId), 'the room');
  }
}
