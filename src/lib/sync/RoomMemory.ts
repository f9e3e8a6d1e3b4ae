import type { Me, RoomOpened } from '../protocol/rooms.ts';
import type { Actor } from '../domain/rules.ts';
import { Pictures, type WholePicture } from './Pictures.ts';
import type { FoundActor, RoomKind, RoomSetup, RoomStore } from './ports.ts';
import { RecordMap } from './RecordMap.ts';

/** A room's records as this process knows them. */
export interface Memory {
  setup: RoomSetup;
  view: RecordMap;
  seq: number;
  /** As it was when loaded: tombstones that this memory still has are still good for a diff. */
  floor: number;
  pictures: Pictures;
}

/** Reads a room when somebody needs it, once however many ask at a time. */
export class RoomMemory {
  readonly #read: () => Promise<Memory | null>;
  #current: Memory | null = null;
  #loading: Promise<Memory | null> | null = null;

  constructor(roomId: string, store: RoomStore, setups: Record<RoomKind, RoomSetup>) {
    this.#read = async () => {
      const loaded = await store.load(roomId);
      if (!loaded) return null;
      const setup = setups[loaded.kind];
      const view = new RecordMap(loaded.records);
      return { setup, view, seq: loaded.seq, floor: loaded.floor, pictures: new Pictures(setup.rules) };
    };
  }

  /** What is known now, without asking the store. */
  get current(): Memory | null {
    return this.#current;
  }

  /** Null: there is no such room. Rejects when the store cannot be read. */
  async load(): Promise<Memory | null> {
    if (this.#current) return this.#current;
    const loading = (this.#loading ??= this.#read());
    try {
      const memory = await loading;
      // `forget` may have come between: then this picture is already old.
      if (this.#loading !== loading) return await this.load();
      this.#current = memory;
      return memory;
    } finally {
      if (this.#loading === loading) this.#loading = null;
    }
  }

  forget(): void {
    this.#current = null;
    this.#loading = null;
  }
}

/** What a client says of itself when it opens a room. */
export interface Knows {
  /** Its clock. */
  since?: number | undefined;
  /** From so many records on it would rather fetch the whole. */
  most?: number | undefined;
}

/** The answer to `room:open`: everything, or what is newer than `since` where that is enough. */
export function openedFor(
  memory: Memory,
  { actor, seq: actorSeq }: FoundActor,
  { since, most = Number.POSITIVE_INFINITY }: Knows,
  now: number
): RoomOpened {
  const { pictures, view, seq, floor } = memory;
  const common = { ok: true, seq, me: meOf(actor), now } as const;
  const elsewhere: RoomOpened = { ...common, records: [], removed: [], full: true, fetch: true };
  if (since === undefined || since < floor || since > seq || since < actorSeq) {
    const { shared, own } = pictures.whole(view, seq, actor);
    if (shared.records.length + own.length > most) return elsewhere;
    // Whoever gets everything forgets the rest by itself.
    return { ...common, records: [...shared.records, ...own], removed: [], full: true };
  }
  const newer = pictures.since(view, actor, since, most);
  if (!newer) return elsewhere;
  return { ...common, records: newer.put, removed: newer.removed, full: false };
}

/** A whole answer in its parts, for those who encode what is shared only once. */
export interface RoomPicture extends WholePicture {
  seq: number;
  me: Me;
  now: number;
}

export function pictureFor({ pictures, view, seq }: Memory, { actor }: FoundActor, now: number): RoomPicture {
  return { ...pictures.whole(view, seq, actor), seq, me: meOf(actor), now };
}

function meOf({ id, name, role, groupId }: Actor): Me {
  return { id, name, role, groupId };
}
