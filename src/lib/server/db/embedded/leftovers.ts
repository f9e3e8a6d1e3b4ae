import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { OperatorError } from '../../operatorError.ts';
import type { Log } from '../../log.ts';
import type { Cluster } from './cluster.ts';
import { commandLine, eventually, isAlive, isErrno, processesWith, signal } from './processes.ts';

/** How long a fast shutdown of an orphan may take before it is made to stop at once, milliseconds. */
const FAST = 8_000;
const IMMEDIATE = 4_000;

/**
 * Ends what an Auftakt that was killed left running on this cluster, so that a new server can start: nothing that
 * was committed is lost by that. Also removes a stale `postmaster.pid`.
 *
 * The caller holds the app's lock: whatever runs here has no Auftakt any more.
 *
 * @throws {OperatorError} when a PostgreSQL that is not ours works in the folder, or an orphan does not end
 */
export async function stopLeftovers(cluster: Pick<Cluster, 'dataDir' | 'name'>, log: Log): Promise<void> {
  const pidFile = join(cluster.dataDir, 'postmaster.pid');
  const pid = readPid(pidFile);
  if (pid !== null && isAlive(pid)) {
    const command = commandLine(pid) ?? '';
    if (command.includes(cluster.name)) {
      log.warn({ pid }, 'a database of ours is still running after its app ended: stopping it');
      signal(pid, 'SIGINT');
      if (!(await eventually(() => !isAlive(pid), FAST))) signal(pid, 'SIGQUIT');
    } else if (command.includes(cluster.dataDir)) {
      throw new OperatorError(
        `Ein anderer PostgreSQL-Server (Prozess ${pid}) arbeitet mit den Daten in ${cluster.dataDir}. Beenden Sie ihn zuerst.`
      );
    }
  }
  // Without their server, the remaining processes notice within moments and end by themselves.
  if (!(await eventually(() => processesWith(cluster.name).length === 0, IMMEDIATE))) {
    throw new OperatorError(
      `Die eingebaute Datenbank in ${cluster.dataDir} lässt sich nicht beenden (Prozesse ${processesWith(cluster.name).join(', ')}).`
    );
  }
  // Its number may belong to some other program by now, or to a dead process that nobody collects (a container
  // without init): PostgreSQL would take either for a server.
  rmSync(pidFile, { force: true });
}

function readPid(file: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
    return Number.isSafeInteger(pid) && pid > 0 ? pid : null;
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return null;
    throw error;
  }
}
