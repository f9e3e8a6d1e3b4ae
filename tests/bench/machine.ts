import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import pg from 'pg';

/** Where and of what the figures are. */
export interface Machine {
  readonly commit: string;
  /** The working tree differed from the commit. */
  readonly changed: boolean;
  readonly date: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGB: number;
  readonly kernel: string;
  readonly node: string;
  readonly postgres: string;
}

export async function machineOf(databaseUrl: string): Promise<Machine> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ server_version: string }>('show server_version');
  await client.end();
  const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim();
  return {
    commit: git('rev-parse', '--short=12', 'HEAD'),
    changed: git('status', '--porcelain') !== '',
    date: new Date().toISOString().slice(0, 10),
    cpu: os.cpus()[0]?.model ?? 'unknown',
    cores: os.availableParallelism(),
    memoryGB: Math.round(os.totalmem() / 1e9),
    kernel: `${os.type()} ${os.release()}`,
    node: process.version,
    postgres: rows[0]?.server_version ?? 'unknown'
  };
}

/** What 1,000 people need: a socket and an HTTP connection each, and some for the process itself. */
const FILES = 2500;

/** @throws when the processes could not hold that many sockets; a bench with fewer would measure something else */
export function checkOpenFiles(): void {
  const line = /^Max open files\s+(\d+|unlimited)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
  if (line === undefined || line === 'unlimited' || Number(line) >= FILES) return;
  throw new Error(
    `Too few open files are allowed: ${line}, and 1,000 people need ${FILES}. Raise it: ulimit -n ${FILES}`
  );
}
