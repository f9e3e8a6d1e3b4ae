import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import * as tar from 'tar-stream';
import { isErrno } from '../db/embedded/processes.ts';
import { OperatorError } from '../operatorError.ts';
import { parseEntryName } from './format.ts';
import type { EntryName } from './format.ts';

export interface ArchiveWriter {
  /** Appends an entry and waits until it is taken: memory stays bounded however slow the disk is. */
  add(name: string, content: Buffer): Promise<void>;
  /** The same, from a stream of exactly `size` bytes. */
  addStream(name: string, size: number, content: AsyncIterable<Buffer>): Promise<void>;
}

/**
 * Writes an archive under a temporary name, and gives it its own only when it is whole and on the disk. Only its owner
 * may read it. Nothing is left of one that failed.
 *
 * @throws {OperatorError} when there is a file of that name already
 */
export async function writeArchive(
  file: string,
  fill: (archive: ArchiveWriter) => Promise<void>
): Promise<void> {
  if (await exists(file)) {
    throw new OperatorError(`Die Datei ${file} gibt es schon. Nennen Sie einen Namen, der noch frei ist.`);
  }
  const draft = `${file}.${randomBytes(4).toString('hex')}.partial`;
  const handle = await open(draft, 'wx', 0o600).catch((error: unknown) => {
    throw new OperatorError(`Die Datei ${file} lässt sich nicht anlegen (${reason(error)}).`);
  });
  try {
    const pack = tar.pack();
    const out = handle.createWriteStream({ flush: true });
    const closed = new Promise<void>((resolve) => out.once('close', resolve));
    const written = pipeline(pack, createGzip(), out);
    const filled = fill({
      add: (name, content) => append(pack, name, content.length, [content]),
      addStream: (name, size, content) => append(pack, name, size, content)
    }).then(
      () => pack.finalize(),
      (error: unknown) => {
        pack.destroy(error instanceof Error ? error : new Error(String(error)));
        throw error;
      }
    );
    // The first to fail says why: a full disk fails the writing and, through it, the filling.
    await Promise.all([written, filled]);
    await closed;
    await rename(draft, file);
    await syncFolder(dirname(file));
  } catch (error) {
    await rm(draft, { force: true });
    if (isErrno(error, 'ENOSPC')) {
      throw new OperatorError(`Für die Datei ${file} ist nicht genug Platz. Es ist nichts davon geblieben.`);
    }
    throw error;
  }
}

async function append(
  pack: tar.Pack,
  name: string,
  size: number,
  content: AsyncIterable<Buffer> | Iterable<Buffer>
): Promise<void> {
  let settle: (error?: Error | null) => void = () => undefined;
  const taken = new Promise<void>((resolve, reject) => {
    settle = (error) => (error ? reject(error) : resolve());
  });
  const entry = pack.entry({ name, size, mode: 0o600, type: 'file' }, (error) => settle(error));
  // What is missing or too much of a file that changed just now becomes an error here, not a broken archive.
  await Promise.all([taken, pipeline(content, entry)]);
}

export interface ArchiveEntry {
  readonly name: EntryName;
  readonly bytes: number;
  readonly content: AsyncIterable<Buffer>;
}

/**
 * Reads an archive, entry by entry, in one go and with bounded memory. The content of each must be consumed before the
 * next.
 *
 * @throws {OperatorError} when it is no backup, or damaged
 */
export async function* readArchive(file: string): AsyncGenerator<ArchiveEntry> {
  if (!(await exists(file))) throw new OperatorError(`Die Datei ${file} gibt es nicht.`);
  const extract = tar.extract();
  const source = createReadStream(file);
  const fed = pipeline(source, createGunzip(), extract);
  let failure: unknown;
  fed.catch((error: unknown) => (failure = error));
  try {
    for await (const entry of extract) {
      const { header } = entry;
      const name = header.type === 'file' ? parseEntryName(header.name) : null;
      // The name itself is not repeated: it may carry what would move a terminal's cursor.
      if (name === null)
        throw new OperatorError(`In der Datei ${file} liegt etwas, das in keine Sicherung gehört.`);
      yield { name, bytes: header.size ?? 0, content: orDamaged(entry as AsyncIterable<Buffer>, file) };
    }
    await fed;
  } catch (error) {
    throw isBroken(error) || isBroken(failure) ? damaged(file) : error;
  } finally {
    source.destroy();
    extract.destroy();
  }
}

/** What is broken is often noticed by whoever reads an entry. */
async function* orDamaged(content: AsyncIterable<Buffer>, file: string): AsyncGenerator<Buffer> {
  try {
    yield* content;
  } catch (error) {
    throw isBroken(error) ? damaged(file) : error;
  }
}

export function damaged(file: string): OperatorError {
  return new OperatorError(
    `Die Sicherung ${file} ist beschädigt oder unvollständig. Es wurde nichts eingespielt. Nehmen Sie eine andere.`
  );
}

/** Errors of zlib and tar: the bytes are not what was written. */
function isBroken(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return (
    code.startsWith('Z_') ||
    code === 'ERR_STREAM_PREMATURE_CLOSE' ||
    /^(Unexpected end of data|Invalid tar header|Invalid header|Header exceeds max size|unexpected end of file)/i.test(
      error.message
    )
  );
}

function reason(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unbekannter Fehler';
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false
  );
}

/** Makes a rename survive a power cut. Windows cannot open folders, and does not need it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
