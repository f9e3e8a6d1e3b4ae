import {
  anchorOf,
  isStub,
  keyOf,
  type AnyRecord,
  type BallotStub,
  type Change,
  type NoteStub,
  type Ref
} from '../domain/records.ts';
import type { Me, RoomChange, RoomOpened } from '../protocol/rooms.ts';
import { RecordMap } from './RecordMap.ts';

export type Stub = NoteStub | BallotStub;

/** What the server has told this client of a room. Applying is idempotent; an older word never replaces a newer one. */
export class ClientState {
  readonly records = new RecordMap();
  readonly stubs = new Map<string, Stub>();
  readonly #tombstones = new Map<string, number>();
  /** Something went out of sight since `#dropLoose` looked last. */
  #loose = false;
  /** The room's clock up to which everything is here; null before the first answer. */
  seq: number | null = null;
  me: Me | null = null;

  /** Takes in an answer to `room:open`. Adds the keys that changed to `changed`. */
  applyOpened(opened: RoomOpened, changed: Set<string>): void {
    this.me = opened.me;
    if (opened.full) this.#forgetAll(changed);
    for (const ref of opened.removed) this.#remove(ref, changed);
    for (const record of opened.records) this.#put(record, changed);
    this.#dropLoose(changed);
    this.seq = opened.full ? opened.seq : Math.max(this.seq ?? 0, opened.seq);
  }

  /** False when something lies between what is known and this message: then nothing is applied. */
  applyMessage(message: RoomChange, changed: Set<string>): boolean {
    if (this.seq === null || message.from > this.seq) return false;
    if (message.seq <= this.seq) return true;
    for (const change of message.changes) this.#apply(change, changed);
    this.#dropLoose(changed);
    this.seq = message.seq;
    return true;
  }

  #apply(change: Change, changed: Set<string>): void {
    for (const ref of change.remove) this.#remove(ref, changed);
    for (const record of change.put) this.#put(record, changed);
  }

  #put(record: AnyRecord, changed: Set<string>): void {
    const key = keyOf(record);
    // At the same seq the later word counts: the record is the same, but this viewer may see more or less of it now.
    if (this.#knownSeq(record, key) > record.seq) return;
    this.#tombstones.delete(key);
    if (isStub(record)) {
      this.records.delete(record.type, record.id);
      this.stubs.set(key, record);
      this.#loose = true;
    } else {
      this.stubs.delete(key);
      this.records.put(record);
    }
    changed.add(key);
  }

  #remove(ref: Ref, changed: Set<string>): void {
    const key = keyOf(ref);
    if (this.#knownSeq(ref, key) > ref.seq) return;
    this.records.delete(ref.type, ref.id);
    this.stubs.delete(key);
    this.#tombstones.set(key, ref.seq);
    this.#loose = true;
    changed.add(key);
  }

  /**
   * What hangs on a record that went out of sight goes with it. The server does not say so one by one: that would tell
   * who wrote about a note that this viewer may not read.
   */
  #dropLoose(changed: Set<string>): void {
    if (!this.#loose) return;
    this.#loose = false;
    for (const record of [...this.records.everything()]) {
      const anchor = anchorOf(record);
      if (anchor === null || this.records.hasKey(anchor)) continue;
      this.records.delete(record.type, record.id);
      changed.add(keyOf(record));
    }
  }

  #knownSeq(ref: Ref | AnyRecord, key: string): number {
    return (
      this.records.get(ref.type, ref.id)?.seq ?? this.stubs.get(key)?.seq ?? this.#tombstones.get(key) ?? -1
    );
  }

  #forgetAll(changed: Set<string>): void {
    for (const record of this.records.everything()) changed.add(keyOf(record));
    for (const key of this.stubs.keys()) changed.add(key);
    this.records.clear();
    this.stubs.clear();
    this.#tombstones.clear();
  }
}
