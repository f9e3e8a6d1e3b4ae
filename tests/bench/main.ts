/**
 * `npm run bench`: how fast the sync core is, beside the bare transport. Not a part of `npm test`.
 *
 *   npm run bench                                  all scenarios, one round
 *   npm run bench -- steady burst                  only these: steady burst storm join idle rooms board cards memory
 *   npm run -s bench -- --rounds 3 --json > out.json  medians of three rounds, for docs/performance.md
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
 * Exit code: 0 when all targets that were measured are met, 1 when one is missed, 2 when a scenario or
 * the bench itself failed (the other scenarios' figures are told all the same).
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build, isStale } from '../../scripts/build.mjs';
import { checkOpenFiles, machineOf, type Machine } from './machine.ts';
import { asJson, asText, type Results } from './report.ts';
import { board } from './scenarios/board.ts';
import { burst } from './scenarios/burst.ts';
import { cards } from './scenarios/cards.ts';
import { idle } from './scenarios/idle.ts';
import { join } from './scenarios/join.ts';
import { memory } from './scenarios/memory.ts';
import { rooms } from './scenarios/rooms.ts';
import type { Scenario } from './scenarios/Scenario.ts';
import { steady } from './scenarios/steady.ts';
import { storm } from './scenarios/storm.ts';
import { Stage } from './Stage.ts';
import { medians, type Figures } from './stats.ts';
import { judge } from './targets.ts';

const SCENARIOS: readonly Scenario[] = [steady, burst, storm, join, idle, rooms, board, cards, memory];

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

/** What a run has brought so far; it is told even when the run is cut short. */
class Run {
  readonly stage: Stage;
  readonly #rounds: number;
  readonly #measured = new Map<string, Figures[]>();
  readonly #failures: string[] = [];
  #machine: Machine | null = null;

  constructor(stage: Stage, rounds: number) {
    this.stage = stage;
    this.#rounds = rounds;
  }

  async measure(scenarios: readonly Scenario[]): Promise<void> {
    const { url } = await this.stage.postgres();
    this.#machine = await machineOf(url);
    for (let round = 1; round <= this.#rounds; round += 1) {
      for (const scenario of scenarios) {
        const begin = performance.now();
        console.error(`round ${round} of ${this.#rounds}: ${scenario.name} …`);
        await this.#one(scenario);
        await this.stage.clear();
        console.error(`  ${Math.round((performance.now() - begin) / 1000)} s`);
      }
    }
  }

  /** One that fails must not cost the others their figures. */
  async #one(scenario: Scenario): Promise<void> {
    try {
      const figures = await scenario.run(this.stage);
      this.#measured.set(scenario.name, [...(this.#measured.get(scenario.name) ?? []), figures]);
    } catch (error) {
      if (this.stage.closed) throw error;
      await this.failed(error, scenario.name);
    }
  }

  async failed(error: unknown, what: string): Promise<void> {
    console.error(error, await this.stage.lastWords());
    this.#failures.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
  }

  /** Null before there is anything to tell. */
  results(): Results | null {
    if (!this.#machine) return null;
    const figures = Object.fromEntries(Array.from(this.#measured, ([name, all]) => [name, medians(all)]));
    const verdicts = judge(figures);
    return { machine: this.#machine, rounds: this.#rounds, failures: this.#failures, verdicts, figures };
  }
}

/** Rejects when the run is to end early. */
const interrupted = new Promise<never>((_, reject) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => reject(new Error(`ended by ${signal}`)));
});
interrupted.catch(() => undefined);

async function main(): Promise<number> {
  const { json, rounds, sizes, profile, scenarios } = wanted();
  checkOpenFiles();
  if (isStale()) build({ quiet: true });
  const run = new Run(new Stage({ sizes, profile }), rounds);
  try {
    await Promise.race([run.measure(scenarios), interrupted]);
  } catch (error) {
    await run.failed(error, 'bench');
  } finally {
    await run.stage.close();
  }
  const results = run.results();
  if (!results) return 2;
  console.log(json ? asJson(results) : asText(results, scenarios));
  return results.failures.length > 0 ? 2 : Number(results.verdicts.some(({ met }) => !met));
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
// What an interrupted run was waiting for must not hold the process.
process.exit();
