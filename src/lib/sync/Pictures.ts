/** Whole pictures of a room: what an audience shares is made once, however many ask. */
import { keyOf, type AnyRecord, type RecordType, type StoredRecord } from '../domain/records.ts';
import { isRemoved, type Actor, type Removed, type RoomRules, type RoomView } from '../domain/rules.ts';
import { collect, nobodyOf, type Seen } from './audience.ts';

/** What all viewers of an audience saw at one clock. Its identity stands for its content: encodings are kept by it. */
export interface SharedPicture {
  readonly seq: number;
  readonly records: readonly AnyRecord[];
}

/** Everything a viewer may see: the shared part and what is theirs or newer. No record is in both. */
export interface WholePicture {
  readonly shared: SharedPicture;
  readonly own: readonly AnyRecord[];
}

interface Base extends SharedPicture {
  readonly seen: ReadonlyMap<string, AnyRecord>;
  /** Records that their owner may see otherwise than the rest, by owner. */
  readonly owned: ReadonlyMap<string, readonly { type: RecordType; id: string }[]>;
}

type FullView = RoomView & { everything(): Iterable<StoredRecord> };

/** So much may lie beside a shared picture until a new one is worth its price (some 20 ms for 2,000 notes, encoded). */
const MAX_NEWER = 50;

export class Pictures {
  readonly #rules: RoomRules;
  readonly #bases = new Map<string, Base>();

  constructor(rules: RoomRules) {
    this.#rules = rules;
  }

  /** Everything that `viewer` may see at clock `seq` of `view`. */
  whole(view: FullView, seq: number, viewer: Actor): WholePicture {
    const key = this.#rules.audienceKey(view, viewer);
    let base = this.#bases.get(key);
    let newer = base && this.#newerThan(base, view, seq, viewer);
    if (!base || !newer) {
      base = this.#makeBase(view, seq, viewer);
      this.#bases.set(key, base);
      newer = [];
    }
    const own = this.#ownOf(base, view, viewer);
    if (own) return { shared: base, own: [...own, ...newer] };
    // This viewer sees a record of the shared part otherwise: their picture is theirs alone.
    return { shared: { seq, records: this.since(view, viewer, -1)?.put ?? [] }, own: [] };
  }

  /** What is newer than `since`, as `viewer` may see it; null when it is more than `most` records. */
  since(view: FullView, viewer: Actor, since: number, most = Number.POSITIVE_INFINITY): Seen | null {
    const seen: (AnyRecord | Removed | null)[] = [];
    for (const record of view.everything()) {
      if (record.seq > since) seen.push(this.#rules.project(view, viewer, record));
      if (seen.length > most) return null;
    }
    return collect(seen);
  }

  /** What came after `base`; null when something in it has changed, or too much has come. */
  #newerThan(base: Base, view: FullView, seq: number, viewer: Actor): AnyRecord[] | null {
    // A clock below: the room was set back.
    if (seq <= base.seq) return seq === base.seq ? [] : null;
    const newer: AnyRecord[] = [];
    for (const record of view.everything()) {
      if (record.seq <= base.seq) continue;
      if (base.seen.has(keyOf(record))) return null;
      const seen = this.#rules.project(view, viewer, record);
      if (seen !== null && !isRemoved(seen)) newer.push(seen);
    }
    return newer.length > MAX_NEWER ? null : newer;
  }

  #makeBase(view: FullView, seq: number, viewer: Actor): Base {
    const nobody = nobodyOf(viewer);
    const records: AnyRecord[] = [];
    const seen = new Map<string, AnyRecord>();
    const owned = new Map<string, { type: RecordType; id: string }[]>();
    for (const record of view.everything()) {
      for (const owner of this.#rules.ownersOf(record, view)) {
        const theirs = owned.get(owner);
        if (theirs) theirs.push(record);
        else owned.set(owner, [record]);
      }
      const shown = this.#rules.project(view, nobody, record);
      if (shown === null || isRemoved(shown)) continue;
      records.push(shown);
      seen.set(keyOf(shown), shown);
    }
    return { seq, records, seen, owned };
  }

  /** What `viewer` sees beside the shared part; null when they see something in it otherwise. */
  #ownOf(base: Base, view: FullView, viewer: Actor): AnyRecord[] | null {
    const own: AnyRecord[] = [];
    for (const { type, id } of base.owned.get(viewer.id) ?? []) {
      const record = view.get(type, id);
      // Newer ones have been looked at already.
      if (!record || record.seq > base.seq) continue;
      const mine = this.#rules.project(view, viewer, record);
      const theirs = base.seen.get(keyOf(record));
      if (theirs !== undefined) {
        if (mine === null || isRemoved(mine) || !alike(mine, theirs)) return null;
      } else if (mine !== null && !isRemoved(mine)) own.push(mine);
    }
    return own;
  }
}

/** Rules that take a field out make a new object each time. */
function alike(a: AnyRecord, b: AnyRecord): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
