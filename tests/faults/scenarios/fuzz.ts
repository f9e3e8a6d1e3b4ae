import { emptyTally, World } from '../../../src/lib/sync/testing/World.ts';
import { PROTOCOL_VERSION } from '../../../src/lib/protocol/version.ts';
import { must } from '../../../src/lib/util/must.ts';
import { Client } from '../../support/people.ts';
import { judgeApp } from '../judge.ts';
import type { Scenario } from '../Scenario.ts';

const RUNS = 300;
const STEPS = 60;

export const fuzz: Scenario = {
  name: 'fuzz',
  fault: 'duplicates, reordering, delay; old and new protocol version',
  limitMs: (rounds) => 90_000 + (rounds ?? RUNS) * 1000,
  async run({ stage, findings, seed, rounds, say }) {
    const runs = rounds ?? RUNS;
    const tally = emptyTally();
    const failed: string[] = [];
    for (let run = 0; run < runs; run += 1) {
      try {
        await new World(seed + run, tally).run(STEPS);
      } catch (error) {
        failed.push(`seed ${seed + run}: ${error instanceof Error ? error.message : String(error)}`);
      }
      if ((run + 1) % 200 === 0) say(`${run + 1} of ${runs} worlds`);
    }
    findings.invariant(
      'no divergence',
      failed.length === 0,
      failed.slice(0, 3).join('; ') || `${runs} worlds`
    );
    const missing = Object.entries(tally).filter(([, count]) => count === 0);
    findings.invariant('everything that may go wrong did', missing.length === 0, JSON.stringify(tally));

    const { app, halls } = await stage.onPostgres([{ people: 2, groups: 2 }]);
    const hall = must(halls[0]);
    const { cookie } = must(hall.seats[0]);
    const answers: string[] = [];
    for (const version of [PROTOCOL_VERSION - 1, PROTOCOL_VERSION, PROTOCOL_VERSION + 1]) {
      const client = await Client.connect({ url: app.url, cookie });
      const answer = await client.ask<{ ok: boolean; code?: string }>('room:open', {
        room: hall.room,
        version
      });
      answers.push(answer.ok ? 'ok' : (answer.code ?? ''));
      client.close();
    }
    findings.invariant(
      'another protocol version is refused as such',
      answers.join() === 'version,ok,version',
      answers.join(', ')
    );
    judgeApp(findings, app);
    findings.figure('worlds', runs);
    findings.figure('commands', tally.accepted);
  }
};
