import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, statfs, type FileHandle } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { INCOMING_FOLDER } from '$lib/server/backup/format';
import { isErrno } from '$lib/server/db/embedded/processes';
import type { Source } from './zipNames';

/** The copy for the wall lies beside the image. */
export type FilePart = 'whole' | 'small';

export type Received = { ok: true; incoming: Incoming } | { ok: false; why: 'too_large' | 'cut_off' };

/** Something that has arrived and is nobody's yet. */
export interface Incoming extends Source {
  readonly path: string;
  /** Forgets it, unless it was kept. */
  drop(): Promise<void>;
}

/** Where files lie: `AUFTAKT_DATA/files/ab/ab12…`. Only ids of our own making become paths, never a name from outside. */
export class FileFolder {
  readonly #files: string;
  readonly #incoming: string;

  /** @param dataDir AUFTAKT_DATA */
  constructor(dataDir: string) {
    this.#files = resolve(dataDir, 'files');
    this.#incoming = resolve(dataDir, INCOMING_FOLDER);
  }

  /** Writes what comes to disk, piece by piece. Stops after `most` bytes; the rest stays unread. */
  async receive(body: ReadableStream<Uint8Array>, most: number): Promise<Received> {
    await mkdir(this.#incoming, { recursive: true, mode: 0o700 });
    const path = join(this.#incoming, randomUUID());
    const handle = await open(path, 'wx+', 0o600);
    const drop = async () => {
      await handle.close().catch(() => undefined);
      await rm(path, { force: true });
    };
    try {
      const size = await writeUpTo(handle, body, most);
      if (size !== null) return { ok: true, incoming: { path, size, read: reader(handle), drop } };
    } catch (error) {
      await drop();
      // The line broke, or the sender went away.
      if (!isErrno(error, 'ENOSPC')) return { ok: false, why: 'cut_off' };
      throw error;
    }
    await drop();
    return { ok: false, why: 'too_large' };
  }

  /** Takes in what has arrived, as it is. On disk when it resolves. */
  async keepIncoming(id: string, incoming: Incoming): Promise<void> {
    const path = this.#pathOf(id, 'whole');
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await synced(incoming.path);
    await rename(incoming.path, path);
  }

  async keep(id: string, part: FilePart, bytes: Uint8Array): Promise<void> {
    const path = this.#pathOf(id, part);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const handle = await open(path, 'wx', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
  }

  /** Size and content, which is only opened when somebody reads it. Null when there is no such file. */
  async find(
    id: string,
    part: FilePart
  ): Promise<{ size: number; content: () => AsyncGenerator<Uint8Array> } | null> {
    const path = this.#pathOf(id, part);
    try {
      const { size } = await stat(path);
      return { size, content: () => piecesOf(path) };
    } catch (error) {
      if (isErrno(error, 'ENOENT')) return null;
      throw error;
    }
  }

  async remove(id: string): Promise<void> {
    for (const part of ['small', 'whole'] as const) await rm(this.#pathOf(id, part), { force: true });
  }

  /** Removes what began to arrive before `before` (ms) and was left behind by a process that died. */
  async dropStale(before: number): Promise<void> {
    for (const name of await entriesOf(this.#incoming)) {
      const path = join(this.#incoming, name);
      if (await isOlder(path, before)) await rm(path, { force: true });
    }
  }

  /** Ids of what was kept before `before` (ms): for whoever looks for files that no row names. */
  async *keptBefore(before: number): AsyncGenerator<string[]> {
    for (const folder of await entriesOf(this.#files)) {
      const ids: string[] = [];
      for (const name of await entriesOf(join(this.#files, folder))) {
        if (UUID.test(name) && (await isOlder(join(this.#files, folder, name), before))) ids.push(name);
      }
      if (ids.length > 0) yield ids;
    }
  }

  /** Bytes that are free where files are kept. */
  async free(): Promise<number> {
    await mkdir(this.#incoming, { recursive: true, mode: 0o700 });
    const { bavail, bsize } = await statfs(this.#incoming);
    return bavail * bsize;
  }

  #pathOf(id: string, part: FilePart): string {
    if (!UUID.test(id)) throw new Error('not an id of ours');
    return join(this.#files, id.slice(0, 2), part === 'small' ? `${id}.small` : id);
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const PIECE = 64 * 1024;

const reader = (handle: FileHandle) => async (offset: number, length: number) => {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await handle.read(buffer, 0, length, offset);
  return buffer.subarray(0, bytesRead);
};

/** How many bytes came; null when there were more than `most`. */
async function writeUpTo(
  handle: FileHandle,
  body: ReadableStream<Uint8Array>,
  most: number
): Promise<number | null> {
  let size = 0;
  // Cancelling it would cut the line on which the answer is to go.
  for await (const chunk of body.values({ preventCancel: true })) {
    size += chunk.byteLength;
    if (size > most) return null;
    await handle.writeFile(chunk);
  }
  return size;
}

async function* piecesOf(path: string): AsyncGenerator<Uint8Array> {
  const handle = await open(path, 'r');
  try {
    for (let at = 0; ; at += PIECE) {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(PIECE), 0, PIECE, at);
      if (bytesRead > 0) yield buffer.subarray(0, bytesRead);
      if (bytesRead < PIECE) return;
    }
  } finally {
    await handle.close();
  }
}

async function synced(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function entriesOf(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isErrno(error, 'ENOENT') || isErrno(error, 'ENOTDIR')) return [];
    throw error;
  }
}

async function isOlder(path: string, before: number): Promise<boolean> {
  try {
    return (await stat(path)).mtimeMs < before;
  } catch {
    return false;
  }
}
