import { LIMITS } from '$lib/domain/limits';
import { isBlank, type NoteContent } from '$lib/domain/noteContent';
import { NOTE_KINDS, type Attachment, type NoteKind } from '$lib/domain/records';

/** What somebody wrote and has not sent. */
export type Draft = NoteContent;

export function newDraft(given: Partial<Draft> = {}): Draft {
  return { title: '', body: '', kind: 'idea', attachments: [], ...given };
}

/** Takes from something that has more than that, such as a note or a command, what somebody wrote. */
export function draftOf({
  title,
  body,
  kind,
  attachments
}: { [K in keyof Draft]?: Draft[K] | undefined }): Draft {
  return { title: title ?? '', body: body ?? '', kind: kind ?? 'idea', attachments: attachments ?? [] };
}

/** Something, and not too much of it. */
export function isSendable(draft: Draft): boolean {
  return !isBlank(draft) && !isTooLong(draft);
}

export function isTooLong({ title, body, attachments }: Draft): boolean {
  return (
    title.trim().length > LIMITS.noteTitle ||
    body.trim().length > LIMITS.noteBody ||
    attachments.length > LIMITS.attachments
  );
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

  /** A draft without anything in it is taken away. */
  save(slot: DraftSlot, draft: Draft): void {
    this.#write(slot, isBlank(draft) ? null : draftOf(draft));
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
  const { title, body, kind, attachments } = stored as Partial<Record<string, unknown>>;
  const draft = newDraft({
    // drafts of earlier versions have neither a title nor attachments
    title: typeof title === 'string' ? title : '',
    body: typeof body === 'string' ? body : '',
    kind: isKind(kind) ? kind : 'idea',
    attachments: Array.isArray(attachments) ? attachments.filter(isAttachment) : []
  });
  return isBlank(draft) ? null : draft;
}

const ATTACHMENT_FIELDS = {
  image: { fileId: 'string', width: 'number', height: 'number', alt: 'string' },
  file: { fileId: 'string', name: 'string', mime: 'string', size: 'number' },
  link: { url: 'string', title: 'string' }
} as const satisfies Record<Attachment['type'], Record<string, 'string' | 'number'>>;

function isAttachment(stored: unknown): stored is Attachment {
  if (typeof stored !== 'object' || stored === null) return false;
  const given = stored as Partial<Record<string, unknown>>;
  const fields = Object.entries(ATTACHMENT_FIELDS).find(([type]) => type === given['type'])?.[1];
  return fields !== undefined && Object.entries(fields).every(([key, type]) => typeof given[key] === type);
}

function parseReturned(stored: unknown): ReturnedDraft | null {
  const draft = parseDraft(stored);
  if (draft === null) return null;
  const { id, reason } = stored as Partial<Record<string, unknown>>;
  return typeof id === 'string' && typeof reason === 'string' ? { ...draft, id, reason } : null;
}
