import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Stats } from 'node:fs';
import { lstat, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isErrno } from '../db/embedded/processes.ts';
import { OperatorError } from '../operatorError.ts';
import { DATABASE_FOLDER, INCOMING_FOLDER, isInside, STAGING } from './format.ts';

const NOT_BACKED_UP: readonly string[] = [DATABASE_FOLDER, INCOMING_FOLDER];

/** Paths, parted by `/`, of all files in the data folder but the database's and those just arriving. Empty without a folder. */
export async function listFiles(dataDir: string, folder = ''): Promise<string[]> {
  const found: string[] = [];
  for (const name of (await entriesOf(join(dataDir, folder))).sort()) {
    if (folder === '' && (NOT_BACKED_UP.includes(name) || name.startsWith(STAGING))) continue;
    const path = folder === '' ? name : `${folder}/${name}`;
    const stat = await statOrGone(join(dataDir, path));
    if (stat === null) continue;
    if (stat.isDirectory()) found.push(...(await listFiles(dataDir, path)));
    else if (stat.isFile() && isInside(path)) found.push(path);
    else {
      // Better no backup than one that silently lacks something.
      throw new OperatorError(
        `In ${join(dataDir, folder)} liegt etwas, das sich nicht sichern lässt: eine Verknüpfung oder ein ungewöhnlicher Name. Räumen Sie es beiseite.`
      );
    }
  }
  return found;
}

export interface OpenFile {
  readonly bytes: number;
  readonly content: AsyncIterable<Buffer>;
  /** After the content was read. */
  sha256(): string;
}

/** Opens a file at the size it has now. Null when it has been removed meanwhile. */
export async function openFile(dataDir: string, path: string): Promise<OpenFile | null> {
  const file = join(dataDir, path);
  const stat = await statOrGone(file);
  if (stat === null) return null;
  const hash = createHash('sha256');
  async function* read() {
    if (stat === null || stat.size === 0) return;
    for await (const chunk of createReadStream(file, { end: stat.size - 1 }) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      yield chunk;
    }
  }
  return { bytes: stat.size, content: read(), sha256: () => hash.digest('hex') };
}

/** Gathers files beside their place, and moves them there together. */
export class Staging {
  readonly #dataDir: string;
  readonly #folder: string;

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
    this.#folder = join(dataDir, STAGING + randomBytes(4).toString('hex'));
  }

  /** @returns the SHA-256 of what was written */
  async add(path: string, content: AsyncIterable<Buffer>): Promise<string> {
    const file = join(this.#folder, path);
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const handle = await open(file, 'wx', 0o600);
    const hash = createHash('sha256');
    try {
      for await (const chunk of content) {
        hash.update(chunk);
        await handle.writeFile(chunk);
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    return hash.digest('hex');
  }

  /**
   * Moves them to their place, all or none.
   *
   * @throws {OperatorError} when something of these names is there already
   */
  async moveIn(): Promise<void> {
    const names = await entriesOf(this.#folder);
    for (const name of names) {
      if ((await statOrGone(join(this.#dataDir, name))) !== null) {
        throw new OperatorError(
          `Im Ordner ${this.#dataDir} liegen schon Dateien. Eine Sicherung lässt sich nur in einen leeren einspielen.`
        );
      }
    }
    const moved: string[] = [];
    try {
      for (const name of names) {
        await rename(join(this.#folder, name), join(this.#dataDir, name));
        moved.push(name);
      }
    } catch (error) {
      for (const name of moved) await rm(join(this.#dataDir, name), { recursive: true, force: true });
      throw error;
    }
  }

  /** Removes what is left beside, also of restores that were cut short. */
  async clear(): Promise<void> {
    for (const name of await entriesOf(this.#dataDir)) {
      if (name.startsWith(STAGING)) await rm(join(this.#dataDir, name), { recursive: true, force: true });
    }
  }
}

async function entriesOf(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return [];
    throw error;
  }
}

async function statOrGone(file: string): Promise<Stats | null> {
  try {
    return await lstat(file);
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return null;
    throw error;
  }
}
