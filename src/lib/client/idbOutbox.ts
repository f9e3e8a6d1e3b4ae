import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Outbox, OutboxEntry } from '$lib/sync/ports';
import { newId } from '$lib/util/newId';

interface Row extends OutboxEntry {
  id: string;
  /** Person and room. */
  scope: string;
  /** The page that sends it. */
  page: string;
  /** Ascending in the order of acting, over all pages of this browser. */
  order: number;
}
interface Schema extends DBSchema {
  command: { key: string; value: Row; indexes: { scope: string } };
}

/** Opening may hang for ever in some browsers; by then the person has long begun to type. */
const OPEN_MS = 3000;
const PAGE_LOCK = 'auftakt-page-';

/** The outbox in IndexedDB. Where there is none (private mode, full disk) `durable` turns false and nothing else fails. */
export class IdbOutbox implements Outbox {
  readonly #scope: string;
  readonly #page = newId();
  readonly #given = new Set<string>();
  #db: Promise<IDBPDatabase<Schema> | null> | null = null;
  /** Writes happen one after another: a remove never overtakes its add. */
  #tail: Promise<void> = Promise.resolve();
  #durable = true;
  #loadedOnce = false;
  #order = 0;
  #release: (() => void) | null = null;

  constructor(scope: string) {
    this.#scope = scope;
  }

  get durable(): boolean {
    return this.#durable;
  }

  async load(): Promise<OutboxEntry[]> {
    this.#holdPageLock();
    try {
      const entries = await withLock(`auftakt-outbox-${this.#scope}`, () => this.#adopt());
      this.#loadedOnce = true;
      return entries;
    } catch {
      this.#durable = false;
      return [];
    }
  }

  add({ command, at }: OutboxEntry): Promise<void> {
    this.#order = Math.max(this.#order + 1, Date.now() * 1000);
    const row: Row = {
      id: command.id,
      scope: this.#scope,
      page: this.#page,
      order: this.#order,
      command,
      at
    };
    return this.#write((db) => db.put('command', row));
  }

  remove(commandId: string): Promise<void> {
    return this.#write((db) => db.delete('command', commandId));
  }

  async takeLeftBehind(): Promise<OutboxEntry[]> {
    try {
      const db = await this.#open();
      // Without knowing which pages live, an other one may still be about to send.
      const alive = await livePages();
      if (!db || !alive) return [];
      const room = this.#scope.slice(0, this.#scope.indexOf('/') + 1);
      const rows = await db.getAllFromIndex('command', 'scope', IDBKeyRange.bound(room, `${room}\uffff`));
      const left = rows
        .filter((row) => row.scope !== this.#scope && !alive.has(row.page))
        .sort((a, b) => a.order - b.order);
      for (const row of left) await db.delete('command', row.id);
      return left.map(({ command, at }) => ({ command, at }));
    } catch {
      return [];
    }
  }

  written(): Promise<void> {
    return this.#tail;
  }

  close(): void {
    this.#release?.();
    this.#release = null;
    void this.#tail.then(async () => {
      const db = await this.#db;
      this.#db = null;
      db?.close();
    });
  }

  /** Takes over the commands of pages that are gone. Where the browser cannot say which are, all, once. */
  async #adopt(): Promise<OutboxEntry[]> {
    const db = await this.#open();
    if (!db) return [];
    const alive = await livePages();
    if (!alive && this.#loadedOnce) return [];
    const rows = await db.getAllFromIndex('command', 'scope', this.#scope);
    const orphans = rows
      .filter((row) => row.page !== this.#page && !alive?.has(row.page) && !this.#given.has(row.id))
      .sort((a, b) => a.order - b.order);
    for (const row of orphans) {
      this.#given.add(row.id);
      await db.put('command', { ...row, page: this.#page });
    }
    return orphans.map(({ command, at }) => ({ command, at }));
  }

  #write(work: (db: IDBPDatabase<Schema>) => Promise<unknown>): Promise<void> {
    this.#tail = this.#tail.then(async () => {
      try {
        const db = await this.#open();
        if (db) await work(db);
      } catch {
        // The queue keeps the command in memory anyway; what is lost is surviving a reload, and that is said.
        this.#durable = false;
      }
    });
    return this.#tail;
  }

  #open(): Promise<IDBPDatabase<Schema> | null> {
    this.#db ??= openDatabase().catch(() => {
      this.#durable = false;
      return null;
    });
    return this.#db;
  }

  /** While this page lives nobody else sends its commands; the browser lets go when the page is gone. */
  #holdPageLock(): void {
    if (this.#release || !locks()) return;
    const held = new Promise<void>((release) => (this.#release = release));
    void locks()
      ?.request(PAGE_LOCK + this.#page, () => held)
      .catch(() => undefined);
  }
}

/** Missing where the page came over plain http. */
function locks(): LockManager | undefined {
  return typeof navigator === 'undefined' ? undefined : (navigator.locks as LockManager | undefined);
}

async function withLock<T>(name: string, work: () => Promise<T>): Promise<T> {
  const manager = locks();
  return manager ? await manager.request(name, work) : await work();
}

/** Ids of the pages that live, or null when the browser cannot tell. */
async function livePages(): Promise<Set<string> | null> {
  const manager = locks();
  if (!manager) return null;
  const { held = [] } = await manager.query();
  const pages = held.flatMap(({ name }) =>
    name?.startsWith(PAGE_LOCK) ? [name.slice(PAGE_LOCK.length)] : []
  );
  return new Set(pages);
}

async function openDatabase(): Promise<IDBPDatabase<Schema>> {
  const opening = openDB<Schema>('auftakt', 1, {
    upgrade(db) {
      db.createObjectStore('command', { keyPath: 'id' }).createIndex('scope', 'scope');
    }
  });
  const tooLong = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error('IndexedDB does not open')), OPEN_MS);
  });
  return await Promise.race([opening, tooLong]);
}
