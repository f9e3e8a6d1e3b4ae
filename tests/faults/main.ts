import { execFileSync } from 'node:child_process';
import os from 'node:os';
import { parseArgs } from 'node:util';
import { build, isStale } from '../../scripts/build.mjs';
import { scenarios } from './scenarios.ts';
import type { Scenario } from './Scenario.ts';
import { Stage } from './Stage.ts';
import { Findings, outcome, type Verdict } from './Verdict.ts';

/**
 * `npm run faults`: breaks things on purpose and looks at what is left. `-- kill postgres` runs only these,
 * `--seed N` and `--rounds N` (kill, fuzz) as said, `--json` prints everything. Ends with 1 when anything did not hold.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    rounds: { type: 'string' },
    help: { type: 'boolean', default: false }
  }
});
const seed = Number(values.seed);
const rounds = values.rounds === undefined ? null : Number(values.rounds);
const chosen =
  positionals.length === 0 ? scenarios : scenarios.filter(({ name }) => positionals.includes(name));
const unknown = positionals.filter((name) => !scenarios.some((one) => one.name === name));

if (values.help || unknown.length > 0 || !Number.isInteger(seed) || (rounds !== null && !(rounds >= 1))) {
  const names = scenarios.map(({ name, fault }) => `  ${name.padEnd(10)} ${fault}`).join('\n');
  console.error(`npm run faults -- [scenario …] [--seed N] [--rounds N] [--json]\n${names}`);
  process.exit(values.help ? 0 : 2);
}

let stage = new Stage();
let stopped = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (stopped) return;
    stopped = true;
    console.error('faults: ending what was started …');
    void stage.close().then(() => process.exit(130));
  });
}

if (isStale()) build({ quiet: true });
const verdicts: Verdict[] = [];
for (const scenario of chosen) verdicts.push(await play(scenario));
if (values.json) console.log(JSON.stringify({ ...about(), verdicts }, null, 2));
else printTable(verdicts);
process.exitCode = verdicts.some((verdict) => outcome(verdict) === 'missed') ? 1 : 0;

async function play({ name, fault, run, limitMs }: Scenario): Promise<Verdict> {
  const say = (what: string) => console.error(`${name}: ${what}`);
  const findings = new Findings();
  const start = performance.now();
  stage = new Stage();
  say(fault);
  let broken: string | undefined;
  const late = Promise.withResolvers<never>();
  const patience = limitMs(rounds);
  const timer = setTimeout(() => late.reject(new Error(`broken off after ${patience / 1000} s`)), patience);
  try {
    await Promise.race([run({ stage, findings, seed, rounds, say }), late.promise]);
  } catch (error) {
    broken = error instanceof Error ? (error.stack ?? error.message) : String(error);
  } finally {
    clearTimeout(timer);
    await stage.close();
  }
  findings.figure('seconds', (performance.now() - start) / 1000);
  const verdict = findings.verdict(name, broken);
  tell(verdict, say);
  return verdict;
}

/** What did not hold, at once; the rest stands in the table. */
function tell(verdict: Verdict, say: (what: string) => void): void {
  for (const { name, ok, detail } of verdict.invariants) if (!ok) say(`BROKEN ${name}: ${detail}`);
  for (const { name, value, atMost, unit, met } of verdict.limits)
    if (!met) say(`MISSED ${name}: ${value} ${unit}, at most ${atMost}`);
  for (const what of verdict.notRun) say(`not run: ${what}`);
  if (verdict.error !== undefined) say(verdict.error);
  say(outcome(verdict));
}

function printTable(found: readonly Verdict[]): void {
  for (const verdict of found) {
    const { invariants, limits, figures } = verdict;
    const held = invariants.filter(({ ok }) => ok).length;
    const parts = [
      `${held} of ${invariants.length} invariants`,
      ...limits.map(({ name, value, atMost, unit }) => `${name} ${value} of ${atMost} ${unit}`),
      ...Object.entries(figures).map(([name, value]) => `${name} ${value}`)
    ];
    console.log(`${verdict.scenario.padEnd(10)} ${outcome(verdict).padEnd(8)} ${parts.join('; ')}`);
  }
}

function about() {
  const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim();
  return {
    commit: git('rev-parse', '--short=12', 'HEAD'),
    changed: git('status', '--porcelain') !== '',
    date: new Date().toISOString(),
    seed,
    rounds,
    machine: {
      cpu: os.cpus()[0]?.model ?? 'unknown',
      cores: os.availableParallelism(),
      memoryGB: Math.round(os.totalmem() / 1e9),
      kernel: `${os.type()} ${os.release()}`,
      node: process.version
    }
  };
}
