import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';

/** The operating system's user that PostgreSQL runs as, when it is not ourselves. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root. As root: the owner of existing data, else the user `postgres`, else `nobody`.
 * As anybody else: null, PostgreSQL runs as ourselves.
 *
 * @param dataDir PostgreSQL's data directory, which may not exist yet
 */
export function accountFor(dataDir: string): Account | null {
  if (process.getuid?.() !== 0) return null;
  return (
    ownerOf(join(dataDir, 'PG_VERSION')) ??
    lookUp('postgres') ??
    lookUp('nobody') ?? { uid: 65534, gid: 65534 }
  );
}

/** What `spawn` needs to run a process as this account (or as ourselves). */
export function asAccount(account: Account | null): { uid?: number; gid?: number } {
  return account === null ? {} : { uid: account.uid, gid: account.gid };
}

function ownerOf(file: string): Account | null {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat === undefined || stat.uid === 0 ? null : { uid: stat.uid, gid: stat.gid };
}

function lookUp(name: string): Account | null {
  try {
    const [uid, gid] = (['-u', '-g'] as const).map((option) =>
      Number(execFileSync('id', [option, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
    );
    return uid !== undefined && gid !== undefined && uid > 0 && gid > 0 ? { uid, gid } : null;
  } catch {
    return null;
  }
}
