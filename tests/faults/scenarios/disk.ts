import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { must } from '../../../src/lib/util/must.ts';
import { makeHalls } from '../../support/hall.ts';
import { request } from '../../support/people.ts';
import { clocksOf, isReady, judge, judgeApp } from '../judge.ts';
import { embeddedUrl, prepareData } from '../OwnPostgres.ts';
import type { Scenario } from '../Scenario.ts';
import { placesOf, type Stage } from '../Stage.ts';
import { until } from '../until.ts';

const PEOPLE = 20;
const SIZE_MB = 200;

export const disk: Scenario = {
  name: 'disk',
  fault: 'disk full, with the database that comes with the app',
  limitMs: () => 240_000,
  async run({ stage, findings, seed, say }) {
    const folder = await smallDisk(stage);
    if (folder === null) {
      findings.notRun('a small file system can only be mounted as root on Linux');
      return;
    }
    const halls = await prepareData(folder, (url) => makeHalls(url, [{ people: PEOPLE + 1, groups: 3 }]));
    const hall = must(halls[0]);
    const app = await stage.app({ dataDir: folder });
    const since = await clocksOf(embeddedUrl(folder), [hall.room]);
    const fleet = await stage.fleet(placesOf(hall, app.url, { to: PEOPLE }), seed);
    await fleet.do('open', 300, 15_000);
    const work = fleet.do('write', 12, 25_000, 0.05);
    await sleep(3000);

    const ballast = fill(folder);
    say(`full: ${statfsSync(folder).bavail} blocks free`);
    // Until the pages that the database had in reserve are written.
    const felt = await until(async () => (await unavailable(app.url)) > 0, 20_000, 100);
    findings.invariant('the full disk was felt', felt !== null, `after ${Math.round(felt ?? 0)} ms`);
    const reader = { url: app.url, cookie: must(hall.seats[PEOPLE]).cookie };
    const reads: number[] = [];
    for (let times = 0; times < 10; times += 1) {
      reads.push((await request(reader, `/api/rooms/${hall.room}`)).status);
      await sleep(200);
    }
    findings.invariant(
      'reading works',
      reads.every((status) => status === 200),
      `statuses ${[...new Set(reads)].join()}`
    );
    const before = await fleet.do('history');
    findings.figure('commands', await work);

    rmSync(ballast);
    const start = performance.now();
    await until(() => isReady(app.url), 30_000, 50);
    const quiet = await fleet.do('quiet', 40_000);
    findings.figure('normal again, seconds', quiet === null ? -1 : (performance.now() - start) / 1000);
    await judge(findings, { fleets: [fleet], databaseUrl: embeddedUrl(folder), since, withinMs: 30_000 });
    findings.figure('acknowledged before it was freed', before.answered.filter(({ ok }) => ok).length);
    judgeApp(findings, app);
  }
};

/** Commands that the app has put off, as it counts them. */
async function unavailable(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const counts = text.matchAll(/^auftakt_commands_total\{[^}]*result="unavailable"[^}]*\} (\d+)/gm);
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
}

/** A folder on a file system of its own in memory, or null where that cannot be had. */
async function smallDisk(stage: Stage): Promise<string | null> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  const folder = await stage.folder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MB}m,mode=711`, 'tmpfs', folder], {
      stdio: 'pipe'
    });
  } catch {
    return null;
  }
  stage.defer(async () => {
    // Lazily: a process that is just ending must not keep it for ever.
    execFileSync('umount', ['-l', folder]);
    await Promise.resolve();
  });
  return folder;
}

/** Takes all the room there is. */
function fill(folder: string): string {
  const path = join(folder, 'ballast');
  const file = openSync(path, 'w');
  // To the last page: what is left is less than the smallest piece.
  for (let size = 1024 * 1024; size >= 4096; size /= 4) {
    const piece = Buffer.alloc(size);
    try {
      for (;;) if (writeSync(file, piece) < size) break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
  }
  closeSync(file);
  return path;
}
