/**
 * `npm run bench`: how fast the sync core is, beside the bare transport. Not a part of `npm test`.
 *
 *   npm run bench                                  all scenarios, one round
 *   npm run bench -- steady burst                  only these: steady burst storm join idle rooms
 *   npm run bench -- --rounds 3 --json > out.json  medians of three rounds, for docs/performance.md
 *   npm run bench -- --people 40,200 burst         other sizes for steady and burst
 *   npm run bench -- --profile /tmp/prof burst     CPU profiles of the app's processes
 *
 * How to read it. The ratios count, not the milliseconds: both sides of a ratio were measured in the same round on the
 * same machine, right after one another. The floors are a bare Socket.IO server and plain `ws` (floors/), which broadcast
 * a payload of the same size and ack; they check, order and keep nothing. The load is a process of its own (load/) with
 * real WebSockets on loopback; it shares the cores with the server, so that of a big burst a good part is the load's own
 * work, on both sides alike. PostgreSQL runs with its default durability. `acked` is from sending to the answer, `seen
 * by all` from sending until the last of all people has the note. With rounds each figure is the median of the rounds,
 * ratios included.
 *
 * Everything it starts listens on 127.0.0.1 only and is ended with it, after Ctrl-C and errors too.
 * Exit code: 0 when all targets that were measured are met, 1 when one is missed, 2 when the bench itself failed.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build, isStale } from '../../scripts/build.mjs';
import { checkOpenFiles, machineOf } from './machine.ts';
import { asJson, asText, type Results } from './report.ts';
import { burst } from './scenarios/burst.ts';
import { idle } from './scenarios/idle.ts';
import { join } from './scenarios/join.ts';
import { rooms } from './scenarios/rooms.ts';
import type { Scenario } from './scenarios/Scenario.ts';
import { steady } from './scenarios/steady.ts';
import { storm } from './scenarios/storm.ts';
import { Stage } from './Stage.ts';
import { medians, type Figures } from './stats.ts';
import { judge } from './targets.ts';

const SCENARIOS: readonly Scenario[] = [steady, burst, storm, join, idle, rooms];

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));

function wanted() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '1' },
      people: { type: 'string', default: '40,200,1000' },
      profile: { type: 'string' }
    }
  });
  const unknown = positionals.filter((name) => !SCENARIOS.some((scenario) => scenario.name === name));
  if (unknown.length > 0) throw new Error(`There is no scenario ${unknown.join(', ')}.`);
  const whole = (text: string, most: number) => {
    const number = Number(text);
    if (Number.isInteger(number) && number >= 1 && number <= most) return number;
    throw new Error(`${text} is not a whole number from 1 to ${most}.`);
  };
  return {
    json: values.json,
    rounds: whole(values.rounds, 20),
    // More than 1,000 would measure the one load process rather than the server.
    sizes: values.people.split(',').map((size) => whole(size, 1000)),
    profile: values.profile,
    scenarios: SCENARIOS.filter(({ name }) => positionals.length === 0 || positionals.includes(name))
  };
}

async function run(stage: Stage, scenarios: readonly Scenario[], rounds: number): Promise<Results> {
  const { url } = await stage.postgres();
  const machine = await machineOf(url);
  const measured = new Map<string, Figures[]>(scenarios.map(({ name }) => [name, []]));
  for (let round = 1; round <= rounds; round += 1) {
    for (const scenario of scenarios) {
      const begin = performance.now();
      console.error(`round ${round} of ${rounds}: ${scenario.name} …`);
      measured.get(scenario.name)?.push(await scenario.run(stage));
      await stage.clear();
      console.error(`  ${Math.round((performance.now() - begin) / 1000)} s`);
    }
  }
  const figures = Object.fromEntries(Array.from(measured, ([name, all]) => [name, medians(all)]));
  return { machine, rounds, verdicts: judge(figures), figures };
}

/** Rejects when the run is to end early. */
const interrupted = new Promise<never>((_, reject) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => reject(new Error(`ended by ${signal}`)));
});
interrupted.catch(() => undefined);

let stage: Stage | null = null;
try {
  const { json, rounds, sizes, profile, scenarios } = wanted();
  checkOpenFiles();
  if (isStale()) build({ quiet: true });
  stage = new Stage({ sizes, profile });
  const results = await Promise.race([run(stage, scenarios, rounds), interrupted]);
  console.log(json ? asJson(results) : asText(results, scenarios));
  process.exitCode = results.verdicts.every(({ met }) => met) ? 0 : 1;
} catch (error) {
  console.error(error, (await stage?.lastWords()) ?? '');
  process.exitCode = 2;
} finally {
  await stage?.close();
}
process.exit();
