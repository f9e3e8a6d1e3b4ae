import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Questions about processes of this machine. Linux answers from /proc; elsewhere `ps` does.
 */

const onLinux = process.platform === 'linux';

/** Whether a process with this id runs. One that has ended but was not yet collected by its parent counts as ended. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there, and belongs to somebody else.
    if (!isErrno(error, 'EPERM')) return false;
  }
  const state = onLinux ? statFields(pid)?.[0] : undefined;
  return state !== 'Z' && state !== 'X';
}

/** A value that two processes with the same id, one after the other, do not share: the start time. Null if unknown. */
export function startStamp(pid: number): string | null {
  if (onLinux) return statFields(pid)?.[19] ?? null;
  return ps(['-o', 'lstart=', '-p', String(pid)]);
}

/**
 * Names the set of process ids that ours belongs to (this boot, this container). Process ids from another space
 * say nothing here.
 */
export function processSpace(): string {
  if (!onLinux) return hostname();
  const boot = readOr('/proc/sys/kernel/random/boot_id', 'boot').trim();
  try {
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return boot;
  }
}

/** The command line of a process, words parted by spaces; null when there is none. Readable for every process. */
export function commandLine(pid: number): string | null {
  if (!onLinux) return ps(['-o', 'command=', '-p', String(pid)]);
  return readOr(`/proc/${pid}/cmdline`, '').replaceAll('\0', ' ').trim() || null;
}

/** Ids of the processes whose command line contains `text`, without our own. */
export function processesWith(text: string): number[] {
  if (!onLinux) {
    const lines = ps(['-axww', '-o', 'pid=,command='])?.split('\n') ?? [];
    return lines.filter((line) => line.includes(text)).map((line) => Number.parseInt(line, 10));
  }
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid && (commandLine(pid)?.includes(text) ?? false));
}

/** Sends a signal; a process that is gone already is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!isErrno(error, 'ESRCH')) throw error;
  }
}

/** Waits until `condition` holds, looking every 40 ms. Resolves to whether it did within `timeout` milliseconds. */
export async function eventually(condition: () => boolean, timeout: number): Promise<boolean> {
  const end = performance.now() + timeout;
  while (!condition()) {
    if (performance.now() > end) return false;
    await sleep(40);
  }
  return true;
}

/** Whether `error` is a system error with this code, such as `ENOENT`. */
export function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

/** The fields of /proc/<pid>/stat from the state on (its second field, the name, may contain anything). */
function statFields(pid: number): string[] | null {
  const stat = readOr(`/proc/${pid}/stat`, '');
  return stat === '' ? null : stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function readOr(file: string, otherwise: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return otherwise;
  }
}

function ps(args: string[]): string | null {
  try {
    return execFileSync('ps', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim() || null;
  } catch {
    return null;
  }
}
