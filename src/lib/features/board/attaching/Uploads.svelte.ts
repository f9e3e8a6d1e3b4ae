import type { UploadAnswer, UploadOptions } from '$lib/client/upload';
import type { FileAttachment } from '$lib/domain/records';
import { m } from '$lib/i18n/paraglide/messages.js';
import { fileSize } from '$lib/i18n/sizes';
import type { Clock } from '$lib/util/clock';
import { newId } from '$lib/util/newId';

/** One file on its way. */
export interface Upload {
  id: string;
  name: string;
  /** `waiting`: for its turn, or for the line to come back; then `message` says so. */
  state: 'waiting' | 'sending' | 'failed';
  /** From 0 to 1. */
  progress: number;
  /** What is wrong, as a sentence; '' when nothing is. */
  message: string;
  /** Trying again may help. */
  mayRetry: boolean;
}

export interface UploadPorts {
  send: (options: Omit<UploadOptions, 'to'>) => Promise<UploadAnswer>;
  shrink: (file: File) => Promise<Blob>;
  clock: Clock;
  /** Bytes of the largest file that the server takes. */
  most: number;
  /** How many more fit on the note, without those on their way. */
  room: () => number;
  attach: (attachment: FileAttachment) => void;
}

const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 30_000;
/** The server is busy, or away for a moment: that heals. All else does not. */
const HEALS: ReadonlySet<string> = new Set(['rate_limited', 'unavailable']);
const TRIES_WHEN_BUSY = 6;

/** Files on their way to one note: one after the other, and again by itself when the line was away. */
export class Uploads {
  readonly #ports: UploadPorts;
  readonly #files = new Map<string, { file: File; tries: number }>();
  #list = $state<Upload[]>([]);
  #running: { id: string; abort: AbortController } | null = null;
  #cancelWait: (() => void) | null = null;
  /** Files that were not taken because no more fit. */
  tooMany = $state(0);

  constructor(ports: UploadPorts) {
    this.#ports = ports;
  }

  get list(): readonly Upload[] {
    return this.#list;
  }

  /** Something will still hang on the note by itself. */
  get busy(): boolean {
    return this.#list.some(({ state }) => state !== 'failed');
  }

  add(files: readonly File[]): void {
    const fitting = files.slice(0, Math.max(0, this.#ports.room() - this.#list.length));
    this.tooMany = files.length - fitting.length;
    for (const file of fitting) {
      const id = newId();
      this.#files.set(id, { file, tries: 0 });
      this.#list.push({ id, name: file.name, state: 'waiting', progress: 0, message: '', mayRetry: false });
    }
    void this.#work();
  }

  cancel(id: string): void {
    this.#forget(id);
    if (this.#running?.id === id) this.#running.abort.abort();
    void this.#work();
  }

  cancelAll(): void {
    for (const { id } of [...this.#list]) this.cancel(id);
  }

  retry(id: string): void {
    const upload = this.#find(id);
    if (!upload) return;
    Object.assign(upload, { state: 'waiting', message: '', mayRetry: false });
    const known = this.#files.get(id);
    if (known) known.tries = 0;
    this.retryNow();
  }

  /** The line is back: no reason to wait on. */
  retryNow(): void {
    this.#cancelWait?.();
    this.#cancelWait = null;
    void this.#work();
  }

  async #work(): Promise<void> {
    if (this.#running || this.#cancelWait) return;
    const upload = this.#list.find(({ state }) => state === 'waiting');
    const known = upload && this.#files.get(upload.id);
    if (!upload || !known) return;
    const abort = new AbortController();
    this.#running = { id: upload.id, abort };
    Object.assign(upload, { state: 'sending', progress: 0, message: '' });
    await this.#send(upload, known, abort.signal);
    this.#running = null;
    void this.#work();
  }

  async #send(upload: Upload, known: { file: File; tries: number }, signal: AbortSignal): Promise<void> {
    const { file } = known;
    // A folder looks like a file until somebody reads it; and a file may be gone by now.
    const content = await file
      .slice(0, 1)
      .arrayBuffer()
      .then(
        () => this.#ports.shrink(file),
        () => null
      );
    if (signal.aborted) return;
    if (content === null) return this.#fail(upload, m.files_upload_unreadable());
    if (content.size > this.#ports.most)
      return this.#fail(upload, m.files_refused_too_large({ size: fileSize(this.#ports.most) }));
    const answer = await this.#ports
      .send({ content, name: file.name, signal, onprogress: (part) => (upload.progress = part) })
      .catch(() => null);
    if (signal.aborted) return;
    known.tries += 1;
    if (answer?.ok) {
      this.#forget(upload.id);
      this.#ports.attach(answer.attachment);
    } else if (answer === null) {
      this.#wait(upload, m.files_upload_offline(), FIRST_WAIT_MS * 2 ** (known.tries - 1));
    } else if (HEALS.has(answer.code) && known.tries < TRIES_WHEN_BUSY) {
      this.#wait(upload, answer.message, answer.retryAfterMs ?? FIRST_WAIT_MS * known.tries);
    } else this.#fail(upload, answer.message, HEALS.has(answer.code));
  }

  #wait(upload: Upload, message: string, ms: number): void {
    Object.assign(upload, { state: 'waiting', progress: 0, message });
    this.#cancelWait = this.#ports.clock.after(Math.min(ms, LONGEST_WAIT_MS), () => {
      this.#cancelWait = null;
      void this.#work();
    });
  }

  #fail(upload: Upload, message: string, mayRetry = false): void {
    Object.assign(upload, { state: 'failed', progress: 0, message, mayRetry });
  }

  #find(id: string): Upload | undefined {
    return this.#list.find((upload) => upload.id === id);
  }

  #forget(id: string): void {
    this.#files.delete(id);
    this.#list = this.#list.filter((upload) => upload.id !== id);
  }
}
