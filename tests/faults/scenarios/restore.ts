import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { must } from '../../../src/lib/util/must.ts';
import { checkHistory } from '../checker.ts';
import { clocksOf, judge, judgeApp } from '../judge.ts';
import { embeddedUrl } from '../OwnPostgres.ts';
import { differences } from '../picture.ts';
import type { Scenario } from '../Scenario.ts';
import { placesOf } from '../Stage.ts';
import { hashTables, notesAsOf, readStored } from '../stored.ts';

const PEOPLE = 20;
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

export const restore: Scenario = {
  name: 'restore',
  fault: 'backup while notes are written, restored elsewhere',
  limitMs: () => 240_000,
  async run({ stage, findings, seed, say }) {
    const { app, halls, databaseUrl } = await stage.onPostgres([{ people: PEOPLE, groups: 3, notes: 200 }]);
    const hall = must(halls[0]);
    const source = databaseUrl();
    const since = await clocksOf(source, [hall.room]);
    const fleet = await stage.fleet(placesOf(hall, app.url), seed);
    await fleet.do('open', 300, 15_000);
    const file = join(await stage.folder(), 'sicherung.tar.gz');
    const data = await stage.folder();

    const work = fleet.do('write', 30, 12_000);
    await sleep(3000);
    const before = await clocksOf(source, [hall.room]);
    await script('backup', file, { DATABASE_URL: source, AUFTAKT_DATA: await stage.folder() });
    const after = await clocksOf(source, [hall.room]);
    findings.figure('commands', await work);
    await fleet.do('quiet', 15_000);
    say('backed up');

    await app.stop();
    await script('restore', file, { AUFTAKT_DATA: data });
    const again = await stage.app({ dataDir: data, env: { PORT: new URL(app.url).port } });
    const target = embeddedUrl(data);
    const restored = await readStored(target, hall.room);
    const from = must(before.get(hall.room));
    const to = must(after.get(hall.room));
    findings.invariant(
      'the backup is of a moment while it was made',
      restored.clock >= from && restored.clock <= to && to > from,
      `clock ${restored.clock}, between ${from} and ${to}`
    );
    const [ours, theirs] = [
      await hashTables(source, restored.clock),
      await hashTables(target, restored.clock)
    ];
    const different = Object.keys(ours).filter((table) => ours[table] !== theirs[table]);
    findings.invariant(
      'equal hashes',
      different.length === 0,
      `tables ${Object.keys(ours).length}, different: ${different.join(', ')}`
    );
    const wrong = differences(restored.notes, await notesAsOf(source, hall.room, restored.clock));
    findings.invariant(
      'the notes of that moment',
      wrong.length === 0,
      `notes ${restored.notes.length}, ${wrong.slice(0, 2).join('; ')}`
    );
    // What was said later is lost with the old server; what is there must be whole.
    const { sent, answered } = await fleet.do('history');
    const stored = new Set(restored.changes.map(({ commandId }) => commandId));
    findings.invariants(
      checkHistory({
        history: {
          sent: sent.filter(({ command }) => stored.has(command.id)),
          answered: answered.filter(({ commandId }) => stored.has(commandId))
        },
        stored: restored,
        since: must(since.get(hall.room))
      })
    );

    // Everybody was ahead of what is there now.
    const took = await judge(findings, {
      fleets: [fleet],
      databaseUrl: target,
      since,
      withinMs: 40_000,
      label: 'taken over: ',
      picturesOnly: true
    });
    findings.figure('seconds until taken over', took / 1000);
    await fleet.do('write', 20, 2000);
    await judge(findings, {
      fleets: [fleet],
      databaseUrl: target,
      since,
      withinMs: 15_000,
      label: 'working on: ',
      picturesOnly: true
    });
    const working = await clocksOf(target, [hall.room]);
    findings.invariant(
      'work goes on',
      must(working.get(hall.room)) > restored.clock,
      `clock ${working.get(hall.room)}`
    );
    judgeApp(findings, again);
  }
};

/** Runs `scripts/<name>.ts` as an operator would. @throws with what it said when it fails */
async function script(name: string, file: string, env: Record<string, string>): Promise<void> {
  const { PATH, HOME } = process.env;
  await promisify(execFile)(process.execPath, [`scripts/${name}.ts`, file], {
    cwd: ROOT,
    env: { ...(PATH && { PATH }), ...(HOME && { HOME }), ...env },
    timeout: 60_000
  });
}
