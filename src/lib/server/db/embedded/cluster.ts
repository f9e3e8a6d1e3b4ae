import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync
} from 'node:fs';
import { join } from 'node:path';
import { must } from '../../../util/must.ts';
import { OperatorError } from '../../operatorError.ts';
import type { Log } from '../../log.ts';
import { asAccount } from './account.ts';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { isErrno } from './processes.ts';

/** Passwords of the cluster's two roles. */
export interface Secrets {
  /** Of `postgres`, the superuser: makes the role and the database, nothing else. */
  readonly admin: string;
  /** Of `auftakt`, the owner of the database `auftakt`. */
  readonly app: string;
}

export interface Cluster {
  /** PostgreSQL's data directory. */
  readonly dataDir: string;
  /** Name that stands in the command line of all its processes, and of no other cluster's on this machine. */
  readonly name: string;
  readonly secrets: Secrets;
}

/**
 * The path by which PostgreSQL is told its data directory. As root on Linux it is its own working directory: the
 * process is put there before it gives up root's rights, so it can work in a folder whose parents it may not enter
 * (a checkout under /root). Elsewhere the path itself.
 */
export function dataPath(dataDir: string, account: Account | null): string {
  return account !== null && process.platform === 'linux' ? '/proc/self/cwd' : dataDir;
}

/** A small clean environment: nothing of ours (PGDATA, passwords, NODE_OPTIONS) reaches PostgreSQL. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const { PATH, TZ, SYSTEMROOT } = process.env;
  return { ...(PATH && { PATH }), ...(TZ && { TZ }), ...(SYSTEMROOT && { SYSTEMROOT }), LC_ALL: 'C' };
}

/**
 * Opens the cluster in `folder`, making it first if there is none. A first start that was cut short leaves nothing
 * that counts: the new data directory gets its name only when it is whole.
 *
 * @param folder holds `data/` (PostgreSQL's) and `secret.json` (passwords, only its owner may read it)
 * @param durable false only in tests: skip waiting for the disk
 * @throws {OperatorError} when the data cannot be used by this version or this user
 */
export async function openCluster(
  folder: string,
  {
    binaries,
    account,
    log,
    durable
  }: { binaries: Binaries; account: Account | null; log: Log; durable: boolean }
): Promise<Cluster> {
  const dataDir = join(folder, 'data');
  const isNew = !existsSync(join(dataDir, 'PG_VERSION'));
  const secrets = readSecrets(folder, isNew);
  if (isNew) {
    log.info('making a new database');
    await initialise(folder, dataDir, secrets, { binaries, account, durable });
  } else {
    checkVersion(dataDir, binaries);
    checkOwner(dataDir);
  }
  return { dataDir, name: clusterName(dataDir), secrets };
}

/** The name of the cluster in a data directory: the same wherever the folder is moved, another for each copy. */
export function clusterName(dataDir: string): string {
  const { dev, ino } = statSync(dataDir);
  return `auftakt-${createHash('sha256').update(`${dev}:${ino}`).digest('hex').slice(0, 16)}`;
}

async function initialise(
  folder: string,
  dataDir: string,
  secrets: Secrets,
  { binaries, account, durable }: { binaries: Binaries; account: Account | null; durable: boolean }
): Promise<void> {
  for (const left of readdirSync(folder).filter(
    (name) => name.startsWith('new-') || name.startsWith('pw-')
  )) {
    rmSync(join(folder, left), { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
  if (existsSync(dataDir)) {
    throw new OperatorError(
      `Der Ordner ${dataDir} enthält keine Datenbank. Auftakt überschreibt ihn nicht: ` +
        'benennen Sie ihn um, oder geben Sie mit AUFTAKT_DATA einen anderen Ordner an.'
    );
  }
  const suffix = randomBytes(6).toString('hex');
  const draft = join(folder, `new-${suffix}`);
  const passwordFile = join(folder, `pw-${suffix}`);
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(passwordFile, secrets.admin, { mode: 0o600, flag: 'wx' });
  if (account !== null) {
    for (const path of [draft, passwordFile]) chownSync(path, account.uid, account.gid);
  }
  // Handed over as an open file, because the account may not be able to walk to its path (see dataPath).
  const handle = openSync(passwordFile, 'r');
  try {
    await run(
      binaries.initdb,
      [
        `--pgdata=${dataPath(draft, account)}`,
        `--pwfile=${process.platform === 'linux' ? '/proc/self/fd/0' : passwordFile}`,
        '--username=postgres',
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        ...(durable ? [] : ['--no-sync'])
      ],
      { stdin: handle, cwd: draft, account }
    );
  } finally {
    closeSync(handle);
    rmSync(passwordFile, { force: true });
  }
  renameSync(draft, dataDir);
  if (durable) syncFolder(folder);
}

/** Runs a program to its end; its error output becomes the error. */
function run(
  program: string,
  args: string[],
  { stdin, cwd, account }: { stdin: number; cwd: string; account: Account | null }
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...asAccount(account),
      cwd,
      env: serverEnvironment(),
      stdio: [stdin, 'ignore', 'pipe'],
      windowsHide: true
    });
    let output = '';
    must(child.stderr).on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-4_000)));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else
        reject(
          new OperatorError(`Die Datenbank ließ sich nicht anlegen: ${output.trim() || `code ${code}`}`)
        );
    });
  });
}

function readSecrets(folder: string, isNew: boolean): Secrets {
  const file = join(folder, 'secret.json');
  try {
    const value = JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>;
    if (value.admin && value.app) return { admin: value.admin, app: value.app };
  } catch (error) {
    if (isErrno(error, 'EACCES')) throw foreignData(folder);
    if (!isErrno(error, 'ENOENT') && !(error instanceof SyntaxError)) throw error;
  }
  if (!isNew) {
    throw new OperatorError(
      `In ${file} fehlen die Passwörter der eingebauten Datenbank. Stellen Sie die Datei aus einer Sicherung wieder her.`
    );
  }
  const secrets = {
    admin: randomBytes(24).toString('base64url'),
    app: randomBytes(24).toString('base64url')
  };
  const draft = `${file}.new`;
  rmSync(draft, { force: true });
  const handle = openSync(draft, 'wx', 0o600);
  try {
    writeFileSync(handle, `${JSON.stringify(secrets)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, file);
  return secrets;
}

function checkVersion(dataDir: string, { major }: Binaries): void {
  const found = readFileSync(join(dataDir, 'PG_VERSION'), 'utf8').trim();
  if (found === major) return;
  throw new OperatorError(
    `Die Daten in ${dataDir} stammen von PostgreSQL ${found}, mitgeliefert ist ${major}. ` +
      'Starten Sie die frühere Auftakt-Version und übertragen Sie die Daten mit einer Sicherung.'
  );
}

function checkOwner(dataDir: string): void {
  const user = process.getuid?.();
  if (user === undefined || user === 0 || statSync(dataDir).uid === user) return;
  throw foreignData(dataDir);
}

function foreignData(path: string): OperatorError {
  return new OperatorError(
    `Die Daten in ${path} gehören einem anderen Benutzer. ` +
      'Starten Sie Auftakt als dieser, oder geben Sie mit AUFTAKT_DATA einen anderen Ordner an.'
  );
}

/** Makes a rename survive a power cut. Windows cannot open folders, and does not need it. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
