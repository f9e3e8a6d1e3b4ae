import * as v from 'valibot';
import { readableFile } from '$lib/domain/board/files';
import { rightsOf } from '$lib/domain/board/rights';
import { readablePhoto } from '$lib/domain/cards/photo';
import { endingOf } from '$lib/domain/files';
import type { FileAttachment } from '$lib/domain/records';
import type { Actor } from '$lib/domain/rules';
import { m } from '$lib/i18n/paraglide/messages.js';
import { fileNameFor, type UploadAnswer } from '$lib/protocol/files';
import type { Refusal } from '$lib/protocol/rooms';
import { uuid } from '$lib/protocol/text';
import type { Person } from '$lib/server/auth/sessions';
import { contentOf } from '$lib/server/files/contentOf';
import { FileFolder, type FilePart, type Incoming } from '$lib/server/files/FileFolder';
import { Line } from '$lib/server/files/Line';
import { makeImage, makePhoto, type ImageOutcome } from '$lib/server/files/makeImage';
import { agendaHolds } from '$lib/server/repositories/agenda';
import * as rows from '$lib/server/repositories/files';
import { newId } from '$lib/util/newId';
import type { ServiceContext } from './context';
import { FileLimits } from './fileLimits';
import { refuseFile, refuseSize } from './fileRefusals';
import { refuse } from './refuse';
import type { Looker } from './rooms';

/** Something to be given out. */
export interface FileToSend {
  ok: true;
  /** Names the content, which never changes. */
  tag: string;
  mime: string;
  size: number;
  /** To be saved under this name; null: an image of our own making, which may be shown. */
  saveAs: string | null;
  content: () => AsyncGenerator<Uint8Array>;
}

export interface Upload {
  name: string;
  /** Bytes, as the sender says; null when nothing was said. */
  declared: number | null;
  body: ReadableStream<Uint8Array>;
}

/** Who sends something where. */
interface Writing {
  moderates: boolean;
  kind: 'board' | 'directory';
}

const IMAGES_IN_LINE = 40;
const BUSY_MS = 5000;
/** So much stays free for the database, bytes. */
const KEEP_FREE = 300_000_000;
/** A file that no note holds stays this long: for a draft, and for undoing what removed it. */
const UNHELD_MS = 24 * 3_600_000;
/** What arrives takes at most minutes; and a file is written a moment before its row. */
const STALE_MS = 3_600_000;

/** Images and files: taking them in, giving them out to those who may read what holds them, clearing away. */
export class FilesService {
  readonly #context: ServiceContext;
  readonly #folder: FileFolder;
  readonly #limits: FileLimits;
  /** One image at a time: unpacking one takes a core and some hundred megabytes. */
  readonly #images = new Line(IMAGES_IN_LINE);

  constructor(context: ServiceContext) {
    this.#context = context;
    this.#folder = new FileFolder(context.config.dataDir);
    this.#limits = new FileLimits(context.clock, context.config.boardBytes);
  }

  /** Bytes of the largest file that people may upload; 0: none. */
  get most(): number {
    return this.#context.config.uploadBytes;
  }

  /**
   * Takes a file in from somebody who may write in this room now. It belongs to nobody's note yet; in a day it is gone
   * unless a note holds it. The body is read only after all else was found right.
   */
  async upload(roomId: string, person: Person | null, upload: Upload): Promise<UploadAnswer> {
    const writer = await this.#writer(roomId, person);
    return writer.ok ? this.uploadAs(roomId, writer, upload) : writer;
  }

  /** As {@link upload}, for whoever may do so by another right than the room's; the file counts as one of this room. */
  async uploadAs(
    roomId: string,
    { personId, moderates, kind = 'board' }: { personId: string; moderates: boolean; kind?: Writing['kind'] },
    upload: Upload
  ): Promise<UploadAnswer> {
    if (this.most === 0) return refuseFile('off');
    if ((upload.declared ?? 0) > this.most) return refuseSize(this.most);
    const begun = this.#limits.begin(personId, roomId);
    if ('wait' in begun) return refuseFile('too_many', begun.wait);
    try {
      const refusal = await this.#noRoomFor(roomId, personId, moderates, upload.declared ?? 1);
      return refusal ?? (await this.#receive(upload, { roomId, ownerId: personId, moderates, kind }));
    } catch (error) {
      this.#context.log.error({ err: error }, 'a file could not be taken in');
      return refuse('unavailable');
    } finally {
      begun.end();
    }
  }

  /** A file for whoever may read a note or a card that holds it now, or who has just uploaded it. */
  async read(roomId: string, looker: Looker, fileId: string, part: FilePart): Promise<FileToSend | Refusal> {
    const found = await this.#context.rooms.actor(roomId, looker);
    if (!found.ok) return found;
    const personId = looker && 'id' in looker ? looker.id : undefined;
    return this.readAs(roomId, found.actor, fileId, part, personId);
  }

  /** As {@link read}, for whoever is somebody in this room by another way than a session. */
  async readAs(
    roomId: string,
    viewer: Actor,
    fileId: string,
    part: FilePart,
    personId?: string
  ): Promise<FileToSend | Refusal> {
    if (!v.is(uuid, fileId)) return refuse('forbidden');
    const held = await this.#context.rooms.read(
      roomId,
      (view) => readableFile(view, viewer, fileId) ?? readablePhoto(view, viewer, fileId)
    );
    const file =
      held ??
      (await this.#onAgenda(roomId, viewer, fileId)) ??
      (personId === undefined ? null : await this.#ownDraft(roomId, personId, fileId));
    return file ? this.#toSend(file, part) : refuse('forbidden');
  }

  /** A file for whoever was found to be allowed it by another right than the room's. */
  async give(fileId: string, part: FilePart): Promise<FileToSend | Refusal> {
    const file = v.is(uuid, fileId) ? await rows.findFile(this.#context.db, fileId) : null;
    return file ? this.#toSend(rows.attachmentOf(file), part) : refuse('forbidden');
  }

  /** Takes away what nothing has held for a day, and what is left of uploads and of processes that died. */
  async sweep(): Promise<void> {
    const now = this.#context.clock.now();
    const gone = await rows.sweepFiles(this.#context.db, {
      now: new Date(now),
      before: new Date(now - UNHELD_MS)
    });
    for (const id of gone) await this.#folder.remove(id);
    await this.#folder.dropStale(now - STALE_MS);
    for await (const ids of this.#folder.keptBefore(now - STALE_MS)) {
      const known = await rows.knownAmong(this.#context.db, ids);
      for (const id of ids) if (!known.has(id)) await this.#folder.remove(id);
    }
  }

  /** Deletes files whose rows are gone. */
  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) await this.#folder.remove(id);
  }

  async #writer(
    roomId: string,
    person: Person | null
  ): Promise<({ ok: true; personId: string } & Writing) | Refusal> {
    if (!person) return refuse('unauthenticated');
    const { rooms } = this.#context;
    const found = await rooms.actor(roomId, person);
    if (!found.ok) return found;
    // Whoever may have a card may put a photo on it.
    if (found.kind === 'directory')
      return found.actor.role === 'visitor'
        ? refuseFile('no_files')
        : { ok: true, personId: person.id, moderates: false, kind: 'directory' };
    const rights = await rooms.read(roomId, (view) => rightsOf(view, found.actor));
    if (rights?.write !== true) return refuse('closed');
    return { ok: true, personId: person.id, moderates: rights.moderate, kind: 'board' };
  }

  async #noRoomFor(
    roomId: string,
    personId: string,
    moderates: boolean,
    bytes: number
  ): Promise<Refusal | null> {
    if (this.#images.isFull) return refuseFile('busy', BUSY_MS);
    const full = this.#limits.whoIsFull(
      await rows.usageOf(this.#context.db, roomId, personId),
      bytes,
      moderates
    );
    if (full) return refuseFile(full);
    const arriving = this.#limits.underWay * this.most;
    return (await this.#folder.free()) < KEEP_FREE + arriving ? refuseFile('no_space') : null;
  }

  async #receive(
    { name, body }: Upload,
    owner: { roomId: string; ownerId: string } & Writing
  ): Promise<UploadAnswer> {
    const received = await this.#folder.receive(body, this.most);
    if (!received.ok) return received.why === 'too_large' ? refuseSize(this.most) : refuseFile('cut_off');
    const { incoming } = received;
    try {
      const content = await contentOf(incoming, endingOf(name));
      const { moderates, kind, ...of } = owner;
      // Others have uploaded meanwhile.
      const usage = await rows.usageOf(this.#context.db, owner.roomId, owner.ownerId);
      const full = this.#limits.whoIsFull(usage, incoming.size, moderates);
      if (full) return refuseFile(full);
      if (content.as === 'image') return await this.#keepImage(incoming, of, kind);
      if (content.as !== 'document') return refuseFile(content.as);
      if (kind === 'directory') return refuseFile('unknown');
      const id = newId();
      await this.#folder.keepIncoming(id, incoming);
      return await this.#note({
        ...of,
        id,
        name: fileNameFor(name, content.type) || fileNameFor(m.files_unnamed(), content.type),
        mime: content.type.mime,
        size: incoming.size,
        kept: incoming.size,
        width: null,
        height: null
      });
    } finally {
      await incoming.drop();
    }
  }

  async #keepImage(
    incoming: Incoming,
    of: { roomId: string; ownerId: string },
    kind: Writing['kind']
  ): Promise<UploadAnswer> {
    const make = kind === 'directory' ? makePhoto : makeImage;
    const made = await this.#inLine(() => make(incoming.path));
    if (made === null) return refuseFile('busy', BUSY_MS);
    if (!made.ok) return refuseFile(made.why);
    const { width, height, large, small } = made.image;
    const id = newId();
    if (small) await this.#folder.keep(id, 'small', small);
    await this.#folder.keep(id, 'whole', large);
    const kept = large.length + (small?.length ?? 0);
    return this.#note({ ...of, id, name: '', mime: 'image/webp', size: large.length, kept, width, height });
  }

  /** Null when too many wait already. */
  async #inLine(work: () => Promise<ImageOutcome>): Promise<ImageOutcome | null> {
    return this.#images.isFull ? null : this.#images.run(work);
  }

  /** The row comes last: what it names is on disk. */
  async #note(file: rows.NewFile): Promise<UploadAnswer> {
    await rows.insertFile(this.#context.db, file);
    return { ok: true, attachment: rows.attachmentOf(file) };
  }

  /** Materials of the order of the day are for all who are in the workshop, not for who reads it from outside. */
  async #onAgenda(roomId: string, viewer: Actor, fileId: string): Promise<FileAttachment | null> {
    if (viewer.role !== 'participant' && viewer.role !== 'facilitator') return null;
    if (!(await agendaHolds(this.#context.db, roomId, fileId))) return null;
    const file = await rows.findFile(this.#context.db, fileId);
    return file && rows.attachmentOf(file);
  }

  async #ownDraft(roomId: string, personId: string, fileId: string): Promise<FileAttachment | null> {
    const file = await rows.findFile(this.#context.db, fileId);
    return file?.roomId === roomId && file.ownerId === personId ? rows.attachmentOf(file) : null;
  }

  async #toSend(file: FileAttachment, part: FilePart): Promise<FileToSend | Refusal> {
    const id = file.fileId;
    const image = file.type === 'image';
    const small = image && part === 'small' ? await this.#folder.find(id, 'small') : null;
    const found = small ?? (await this.#folder.find(id, 'whole'));
    if (!found) return refuse('not_found');
    return {
      ok: true,
      tag: small ? `"${id}-small"` : `"${id}"`,
      mime: image ? 'image/webp' : file.mime,
      size: found.size,
      saveAs: image ? null : file.name,
      content: found.content
    };
  }
}
