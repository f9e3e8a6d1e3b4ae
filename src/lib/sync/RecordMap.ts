import type { RecordType, StoredOf, StoredRecord } from '../domain/records.ts';
import type { RoomView } from '../domain/rules.ts';

/** The records of a room in memory, by type and id, removed ones included. */
export class RecordMap implements RoomView {
  readonly #types = new Map<RecordType, Map<string, StoredRecord>>();

  constructor(records: Iterable<StoredRecord> = []) {
    for (const record of records) this.put(record);
  }

  get<T extends RecordType>(type: T, id: string): StoredOf<T> | undefined {
    // Stored under its own type by `put`, so the type of the answer is the one asked for.
    return this.#types.get(type)?.get(id) as StoredOf<T> | undefined;
  }

  all<T extends RecordType>(type: T): Iterable<StoredOf<T>> {
    return (this.#types.get(type)?.values() ?? []) as Iterable<StoredOf<T>>;
  }

  *everything(): Iterable<StoredRecord> {
    for (const records of this.#types.values()) yield* records.values();
  }

  put(record: StoredRecord): void {
    let records = this.#types.get(record.type);
    if (!records) this.#types.set(record.type, (records = new Map<string, StoredRecord>()));
    records.set(record.id, record);
  }

  delete(type: RecordType, id: string): void {
    this.#types.get(type)?.delete(id);
  }

  clear(): void {
    this.#types.clear();
  }

  has(type: RecordType, id: string): boolean {
    return this.#types.get(type)?.has(id) ?? false;
  }

  /** By the key that `keyOf` makes. */
  hasKey(key: string): boolean {
    const slash = key.indexOf('/');
    return this.#types.get(key.slice(0, slash) as RecordType)?.has(key.slice(slash + 1)) ?? false;
  }

  hasType(type: RecordType): boolean {
    return (this.#types.get(type)?.size ?? 0) > 0;
  }
}

/** Records laid over others, which stay untouched: what a transaction will have written, what a client expects. */
export class Overlay implements RoomView {
  readonly #base: RoomView;
  readonly #own = new RecordMap();

  constructor(base: RoomView) {
    this.#base = base;
  }

  get<T extends RecordType>(type: T, id: string): StoredOf<T> | undefined {
    return this.#own.get(type, id) ?? this.#base.get(type, id);
  }

  all<T extends RecordType>(type: T): Iterable<StoredOf<T>> {
    return this.#own.hasType(type) ? this.#merged(type) : this.#base.all(type);
  }

  *#merged<T extends RecordType>(type: T): Iterable<StoredOf<T>> {
    for (const record of this.#base.all(type)) yield this.#own.get(type, record.id) ?? record;
    for (const record of this.#own.all(type)) if (!this.#base.get(type, record.id)) yield record;
  }

  put(record: StoredRecord): void {
    this.#own.put(record);
  }

  /** Only what was laid over. */
  own(): Iterable<StoredRecord> {
    return this.#own.everything();
  }

  covers(type: RecordType, id: string): boolean {
    return this.#own.has(type, id);
  }
}
