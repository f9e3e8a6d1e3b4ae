import { SvelteMap } from 'svelte/reactivity';
import { LIMITS } from '$lib/domain/limits';
import type { Attachment } from '$lib/domain/records';
import { m } from '$lib/i18n/paraglide/messages.js';
import { systemClock } from '$lib/util/clock';
import type { DraftSlot } from '../drafts';
import type { Uploads } from './Uploads.svelte';

interface Around {
  roomId: string;
  /** Bytes of the largest file that the server takes; 0: none. */
  most: number;
  /** What hangs on the draft; null when it is no longer being written. */
  read: (slot: DraftSlot) => readonly Attachment[] | null;
  write: (slot: DraftSlot, attachments: Attachment[]) => void;
  /** Tells those who cannot see it. */
  say: (text: string) => void;
}

/**
 * What hangs on the notes that somebody is writing. Files on their way live here, not in the form, so that closing a sheet or
 * changing the view stops none. All that it takes to send them is loaded with the first file.
 */
export class Attaching {
  readonly #around: Around;
  readonly #uploads = new SvelteMap<DraftSlot, Uploads>();

  constructor(around: Around) {
    this.#around = around;
  }

  /** Bytes of the largest file that the server takes; 0: none. */
  get most(): number {
    return this.#around.most;
  }

  uploadsOf(slot: DraftSlot): Uploads | undefined {
    return this.#uploads.get(slot);
  }

  /** A file is still on its way to this draft. */
  isBusy(slot: DraftSlot): boolean {
    return this.#uploads.get(slot)?.busy ?? false;
  }

  /** @throws when what it takes cannot be loaded */
  async add(slot: DraftSlot, files: readonly File[]): Promise<void> {
    if (files.length === 0 || this.#around.most === 0) return;
    const uploads = this.#uploads.get(slot) ?? (await this.#make(slot));
    uploads.add(files);
  }

  change(slot: DraftSlot, attachments: Attachment[]): void {
    this.#around.write(slot, attachments);
  }

  /** The draft is given up, or done. */
  end(slot: DraftSlot): void {
    this.#uploads.get(slot)?.cancelAll();
    this.#uploads.delete(slot);
  }

  async #make(slot: DraftSlot): Promise<Uploads> {
    const [{ Uploads }, { shrink }, { uploadFile }] = await Promise.all([
      import('./Uploads.svelte'),
      import('./shrink'),
      import('$lib/client/upload')
    ]);
    const { roomId, most, read, write, say } = this.#around;
    const attached = () => read(slot) ?? [];
    const uploads = new Uploads({
      send: (options) => uploadFile({ to: `/api/rooms/${roomId}/files`, ...options }),
      shrink,
      clock: systemClock,
      most,
      room: () => LIMITS.attachments - attached().length,
      attach: (attachment) => {
        write(slot, [...attached(), attachment]);
        say(
          m.files_announce_attached({ name: attachment.type === 'file' ? attachment.name : m.files_image() })
        );
      }
    });
    // Of two that were asked for at once, one.
    const known = this.#uploads.get(slot);
    if (known) return known;
    this.#uploads.set(slot, uploads);
    return uploads;
  }
}
