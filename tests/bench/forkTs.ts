import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const LIB = new URL('../support/registerLib.mjs', import.meta.url).href;

/** Starts a program of this folder in plain Node. What it writes goes to stderr: stdout is for the results. */
export function forkTs(path: string, flags: readonly string[] = []): ChildProcess {
  return fork(fileURLToPath(new URL(path, import.meta.url)), {
    execArgv: ['--import', LIB, ...flags],
    stdio: ['ignore', 2, 2, 'ipc'],
    // JSON would make null, and then nought, of what was not done in time (Infinity).
    serialization: 'advanced'
  });
}
