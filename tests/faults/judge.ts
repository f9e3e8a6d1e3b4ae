import { isAlive } from '../../src/lib/server/db/embedded/processes.ts';
import type { RunningApp } from '../support/app.ts';
import { checkHistory } from './checker.ts';
import type { Picture } from './Fleet.ts';
import { joinHistories } from './History.ts';
import { differences, digest } from './picture.ts';
import type { Remote } from './Remote.ts';
import { readStored, type StoredRoom } from './stored.ts';
import type { Findings } from './Verdict.ts';

interface Case {
  readonly fleets: readonly Remote<'fleet'>[];
  readonly databaseUrl: string;
  /** Rooms with their clocks before the run. */
  readonly since: ReadonlyMap<string, number>;
  /** How long everybody may take to be quiet and equal, ms. */
  readonly withinMs: number;
  /** Types of changes that others may have made. */
  readonly others?: ReadonlySet<string>;
  /** Stands before the names of what is found, when a scenario looks several times. */
  readonly label?: string;
  /** Holds only the clients against the database, not the history: after a restore much of it is gone. */
  readonly picturesOnly?: boolean;
}

/** The clocks of rooms as they are stored. */
export async function clocksOf(databaseUrl: string, rooms: readonly string[]): Promise<Map<string, number>> {
  const clocks = new Map<string, number>();
  for (const room of rooms) clocks.set(room, (await readStored(databaseUrl, room)).clock);
  return clocks;
}

/**
 * The end of a scenario: waits until all is said and heard, then holds every client and every answer against the
 * database. Gives the ms until everybody had the same board, Infinity when they did not.
 */
export async function judge(findings: Findings, given: Case): Promise<number> {
  const { fleets, databaseUrl, since, withinMs, others, label = '' } = given;
  const start = performance.now();
  const quiet = await all(fleets, (fleet) => fleet.do('quiet', withinMs));
  // What was said must be read before what is stored: else what is acknowledged in between looks lost.
  const histories = await Promise.all(fleets.map((fleet) => fleet.do('history')));
  const waiting = new Set((await Promise.all(fleets.map((fleet) => fleet.do('waiting')))).flat());
  const stored = new Map<string, StoredRoom>();
  for (const room of since.keys()) stored.set(room, await readStored(databaseUrl, room));
  const clocks = Object.fromEntries([...stored].map(([room, { clock }]) => [room, clock]));
  const left = Math.max(1000, withinMs - (performance.now() - start));
  const reached = await all(fleets, (fleet) => fleet.do('reach', clocks, left));
  const took = quiet !== null && reached !== null ? performance.now() - start : Number.POSITIVE_INFINITY;

  const states = (await Promise.all(fleets.map((fleet) => fleet.do('states')))).map((one) =>
    JSON.stringify(one)
  );
  findings.invariant(
    `${label}everybody is live and answered`,
    quiet !== null && reached !== null,
    states.join(' ')
  );
  await compare(findings, fleets, stored, label);
  const history = joinHistories(histories);
  // A command belongs to one room; a history over several cannot be held against one of them.
  const [room] = stored.keys();
  const one = room === undefined || stored.size > 1 ? undefined : stored.get(room);
  if (one && room !== undefined && given.picturesOnly !== true) {
    const from = since.get(room) ?? 0;
    const found = checkHistory({ history, stored: one, since: from, waiting, ...(others && { others }) });
    findings.invariants(found, label);
  }
  return took;
}

/** Null when one of them is. */
async function all(
  fleets: readonly Remote<'fleet'>[],
  ask: (fleet: Remote<'fleet'>) => Promise<number | null>
): Promise<number | null> {
  const found = await Promise.all(fleets.map(ask));
  return found.some((ms) => ms === null) ? null : Math.max(...found.map(Number));
}

async function compare(
  findings: Findings,
  fleets: readonly Remote<'fleet'>[],
  stored: ReadonlyMap<string, StoredRoom>,
  label: string
): Promise<void> {
  const wrong: string[] = [];
  let count = 0;
  const expected = new Map([...stored].map(([room, { notes }]) => [room, digest(notes)]));
  for (const fleet of fleets) {
    const pictures: Picture[] = await fleet.do('pictures');
    count += pictures.length;
    for (const { name, room, seq, hash } of pictures) {
      if (hash === expected.get(room)?.hash) continue;
      const cases = differences(await fleet.do('notesOf', name), stored.get(room)?.notes ?? []);
      wrong.push(`${name} at ${seq}, ${cases.length} differences: ${cases[0] ?? ''}`);
    }
  }
  const notes = [...expected.values()].reduce((sum, one) => sum + one.count, 0);
  findings.invariant(
    `${label}everybody has what the database has`,
    wrong.length === 0,
    `clients ${count}, notes ${notes}, wrong ${wrong.length}${wrong.length > 0 ? `: ${wrong.slice(0, 3).join('; ')}` : ''}`
  );
}

/** What a process must never write: it ends itself on these. */
const BUG = /unhandled|uncaught|wegen eines Fehlers im Programm|heap out of memory/i;

/** The process runs, and has not met a bug. */
export function judgeApp(findings: Findings, app: RunningApp, name = 'the app'): void {
  findings.invariant(`${name} is alive`, isAlive(app.pid), `process ${app.pid}`);
  judgeOutput(findings, app.output(), name);
}

export function judgeOutput(findings: Findings, output: string, name = 'the app'): void {
  const bug = output.split('\n').find((line) => BUG.test(line));
  findings.invariant(
    `${name} had no unhandled error`,
    bug === undefined,
    bug ?? `${output.length} characters of log`
  );
}

/** Whether the app says that its database is there. */
export async function isReady(url: string): Promise<boolean> {
  const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(3000) }).catch(() => null);
  await response?.body?.cancel();
  return response?.status === 200;
}
