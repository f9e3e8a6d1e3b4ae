import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { OperatorError } from '../../operatorError.ts';
import { isAlive, isErrno, processSpace, startStamp } from './processes.ts';

/** How often the holder touches its lock, milliseconds. Only processes of another container need to see it. */
const HEARTBEAT = 1_500;
/** How long to watch a lock from another container for a sign of life, milliseconds. */
const WATCH = 4_500;

interface Holder {
  pid: number;
  /** The process's start time, so that a later process with the same id is not taken for it. */
  started: string | null;
  space: string;
}

export interface AppLock {
  release(): void;
}

/**
 * Locks held by this very process: its own id in a lock file says nothing after a restart in a container. Global,
 * because `vite dev` loads this module anew after a change.
 */
const HELD = Symbol.for('auftakt.locks');
const shared = globalThis as { [HELD]?: Set<string> };
const held = (shared[HELD] ??= new Set<string>());

/**
 * Takes the lock of a data folder for this process, or fails if a running process holds it. A lock left behind by
 * a process that is gone is taken over.
 *
 * @param file the lock file; its folder exists
 * @throws {OperatorError} when another Auftakt runs on the same folder
 */
export async function takeAppLock(file: string): Promise<AppLock> {
  const mine = JSON.stringify({
    pid: process.pid,
    started: startStamp(process.pid),
    space: processSpace()
  } satisfies Holder);

  for (;;) {
    if (create(file, mine)) break;
    const found = read(file);
    if (found === null) continue;
    const holder = parse(found);
    if (holder !== null && (await isRunning(holder, file))) throw alreadyRunning(holder.pid);
    removeIfStill(file, found);
  }

  held.add(file);
  const heartbeat = setInterval(() => touch(file), HEARTBEAT).unref();
  return {
    release() {
      clearInterval(heartbeat);
      if (held.delete(file)) removeIfStill(file, mine);
    }
  };
}

function alreadyRunning(pid: number): OperatorError {
  return new OperatorError(
    `Auftakt läuft schon mit diesem Datenordner (Prozess ${pid}). ` +
      'Beenden Sie ihn, oder geben Sie mit AUFTAKT_DATA einen anderen Ordner an.'
  );
}

/** Creates the lock with its content in one step. False when there is one already. */
function create(file: string, content: string): boolean {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, content, { mode: 0o600 });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (isErrno(error, 'EEXIST')) return false;
    // A file system without hard links: exclusive creation, though not with content in the same step.
    try {
      writeFileSync(file, content, { mode: 0o600, flag: 'wx' });
      return true;
    } catch (second) {
      if (isErrno(second, 'EEXIST')) return false;
      throw second;
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

async function isRunning(holder: Holder, file: string): Promise<boolean> {
  if (holder.space !== processSpace()) {
    const before = modified(file);
    await sleep(WATCH);
    const after = modified(file);
    return before !== null && after !== null && before !== after;
  }
  if (holder.pid === process.pid) return held.has(file);
  return isAlive(holder.pid) && startStamp(holder.pid) === holder.started;
}

/** Removes the lock only if it still is the one judged: somebody may have taken it over meanwhile. */
function removeIfStill(file: string, content: string): void {
  const aside = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return;
    throw error;
  }
  try {
    if (read(aside) !== content) linkSync(aside, file);
  } catch (error) {
    if (!isErrno(error, 'EEXIST')) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function touch(file: string): void {
  try {
    const now = new Date();
    utimesSync(file, now, now);
  } catch {
    // The folder is gone or read-only: PostgreSQL will say so in its own words.
  }
}

function modified(file: string): number | null {
  try {
    return statSync(file).mtimeMs;
  } catch {
    return null;
  }
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return null;
    throw error;
  }
}

function parse(text: string): Holder | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return null;
    const { pid, started, space } = value as Partial<Record<keyof Holder, unknown>>;
    if (typeof pid !== 'number' || typeof space !== 'string') return null;
    return { pid, started: typeof started === 'string' ? started : null, space };
  } catch {
    return null;
  }
}
