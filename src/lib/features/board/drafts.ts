import { LIMITS } from '$lib/domain/limits';
import { NOTE_KINDS, type NoteKind } from '$lib/domain/records';

/** What somebody typed and has not sent. */
export interface Draft {
  body: string;
  kind: NoteKind;
}

/** Something, and not too much of it. */
export function isSendable(body: string): boolean {
  const length = body.trim().length;
  return length > 0 && length <= LIMITS.noteBody;
}

/** A command that was refused: the words in it stay on the screen until the person decides. */
export interface ReturnedDraft extends Draft {
  id: string;
  /** The sentence that says why. */
  reason: string;
}

type TextStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/** Where a draft belongs: the composer, the edit of a note, the answer to a note. */
export type DraftSlot = 'new' | `edit/${string}` | `comment/${string}`;

/**
 * Keeps drafts on this device, per room and person, so that no reload, lost connection or change of phase loses a
 * word. A browser that stores nothing (private window, full disk) only loses that safety, nothing else.
 */
export class DraftStore {
  #storage: TextStorage | null;
  readonly #roomPrefix: string;
  readonly #prefix: string;

  constructor(storage: TextStorage | null, roomId: string, personId: string) {
    this.#storage = storage;
    this.#roomPrefix = `auftakt.draft/${roomId}/`;
    this.#prefix = `${this.#roomPrefix}${personId}/`;
  }

  /** From now on drafts are kept here. */
  use(storage: TextStorage | null): void {
    this.#storage = storage;
  }

  /**
   * Takes out the texts for new notes that somebody of an earlier session left in this room on this device. A session that
   * ended makes a new person of whoever joins again; their words must not end with it.
   */
  takeLeftBehind(): Draft[] {
    try {
      const storage = this.#storage;
      const keys = Array.from({ length: storage?.length ?? 0 }, (_, at) => storage?.key(at) ?? '');
      return keys
        .filter((key) => key.startsWith(this.#roomPrefix) && !key.startsWith(this.#prefix))
        .filter((key) => /\/(new|returned)$/.test(key))
        .flatMap((key) => {
          const stored = this.#get(key);
          storage?.removeItem(key);
          return (Array.isArray(stored) ? stored : [stored]).flatMap((item) => parseDraft(item) ?? []);
        });
    } catch {
      return [];
    }
  }

  load(slot: DraftSlot): Draft | null {
    return parseDraft(this.#read(slot));
  }

  /** An empty text takes the draft away. */
  save(slot: DraftSlot, draft: Draft): void {
    this.#write(slot, draft.body.trim() === '' ? null : draft);
  }

  clear(slot: DraftSlot): void {
    this.#write(slot, null);
  }

  returned(): ReturnedDraft[] {
    const stored = this.#read('returned');
    return Array.isArray(stored) ? stored.flatMap((item) => parseReturned(item) ?? []) : [];
  }

  saveReturned(drafts: readonly ReturnedDraft[]): void {
    this.#write('returned', drafts.length === 0 ? null : drafts);
  }

  #read(slot: string): unknown {
    return this.#get(this.#prefix + slot);
  }

  #get(key: string): unknown {
    try {
      return JSON.parse(this.#storage?.getItem(key) ?? 'null');
    } catch {
      return null;
    }
  }

  #write(slot: string, value: unknown): void {
    try {
      if (value === null) this.#storage?.removeItem(this.#prefix + slot);
      else this.#storage?.setItem(this.#prefix + slot, JSON.stringify(value));
    } catch {
      // the storage is full or forbidden: the text is still in the field
    }
  }
}

/** The storage of this browser, or null where there is none (on the server, or forbidden). */
export function deviceStorage(): TextStorage | null {
  try {
    return typeof localStorage === 'undefined' ? null : localStorage;
  } catch {
    return null;
  }
}

const KINDS: readonly string[] = NOTE_KINDS;

function isKind(value: unknown): value is NoteKind {
  return typeof value === 'string' && KINDS.includes(value);
}

function parseDraft(stored: unknown): Draft | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const { body, kind } = stored as Partial<Record<string, unknown>>;
  return typeof body === 'string' && body !== '' ? { body, kind: isKind(kind) ? kind : 'idea' } : null;
}

function parseReturned(stored: unknown): ReturnedDraft | null {
  const draft = parseDraft(stored);
  if (draft === null) return null;
  const { id, reason } = stored as Partial<Record<string, unknown>>;
  return typeof id === 'string' && typeof reason === 'string' ? { ...draft, id, reason } : null;
}
