import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * `npm test`: every check there is, to the end even when one fails. `npm test -- unit pg` runs only these. What uses one core
 * goes side by side with what does not look at the clock; what measures seconds has the machine for itself. The last line
 * sums up: "N passed, N failed".
 */
process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const reports = mkdtempSync(join(tmpdir(), 'auftakt-reports-'));
const report = (/** @type {string} */ name) => join(reports, `${name}.json`);

/** @param {string} name @param {string[]} projects */
const vitest = (name, projects) => ({
  name,
  command: [
    'vitest',
    'run',
    '--passWithNoTests',
    ...projects.map((project) => `--project=${project}`)
  ].concat('--reporter=default', '--reporter=json', `--outputFile.json=${report(name)}`)
});

/** @typedef {{ name: string, command: string[] }} Step */
/** One after another; in each, the rows run side by side. @type {Step[][][]} */
const stages = [
  [
    [
      { name: 'lint', command: ['npm', 'run', '--silent', 'lint'] },
      { name: 'check', command: ['npm', 'run', '--silent', 'check'] },
      { name: 'build', command: ['npm', 'run', '--silent', 'build'] }
    ],
    [vitest('unit', ['unit', 'runes']), vitest('pg', ['pg'])]
  ],
  [[vitest('realtime', ['realtime'])]],
  [[{ name: 'e2e', command: ['playwright', 'test', '--pass-with-no-tests', '--reporter=list,json'] }]]
];
const steps = stages.flat(2);

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !steps.some((step) => step.name === name));
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(', ')}. There are: ${steps.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

/** @type {({ step: string, seconds: number } & ReturnType<typeof counted>)[]} */
const results = [];
for (const stage of stages) {
  const rows = stage.map((row) => row.filter(({ name }) => wanted.length === 0 || wanted.includes(name)));
  const alone = rows.filter((row) => row.length > 0).length < 2;
  await Promise.all(
    rows.map(async (row) => {
      for (const step of row) results.push(await run(step, alone));
    })
  );
}
results.sort((a, b) => at(a.step) - at(b.step));
rmSync(reports, { recursive: true, force: true });

console.log();
console.table(Object.fromEntries(results.map(({ step, ...row }) => [step, row])));
const passed = results.reduce((sum, row) => sum + row.passed, 0);
const failed = results.reduce((sum, row) => sum + row.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

/** @param {string} name */
function at(name) {
  return steps.findIndex((step) => step.name === name);
}

/**
 * Runs a step. Beside another one its output appears in one piece when it has ended.
 * @param {Step} step
 * @param {boolean} alone
 */
async function run({ name, command: [program = '', ...args] }, alone) {
  const title = `\n── ${name} ${'─'.repeat(Math.max(0, 76 - name.length))}`;
  if (alone) console.log(title);
  const started = performance.now();
  const child = spawn(program, args, {
    stdio: alone ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
    env: {
      ...process.env,
      PATH: `${process.cwd()}/node_modules/.bin:${process.env['PATH'] ?? ''}`,
      PLAYWRIGHT_JSON_OUTPUT_FILE: report(name)
    }
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (chunk) => (output += chunk));
  const succeeded = await new Promise((ended) => {
    child.once('error', ({ message }) => {
      output += message;
      ended(false);
    });
    child.once('close', (code) => ended(code === 0));
  });
  if (!alone || output !== '') console.log(`${alone ? '' : `${title}\n`}${output.trimEnd()}`);
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  return { step: name, ...counted(name, succeeded), seconds };
}

/**
 * The tests of a step; a step without a report (lint, build, or a runner that broke down) counts as one test.
 * @param {string} name
 * @param {boolean} succeeded by its exit code
 * @returns {{ passed: number, failed: number, skipped: number }}
 */
function counted(name, succeeded) {
  let tests = { passed: succeeded ? 1 : 0, failed: 0, skipped: 0 };
  try {
    const json = JSON.parse(readFileSync(report(name), 'utf8'));
    tests =
      'stats' in json
        ? {
            passed: json.stats.expected + json.stats.flaky,
            failed: json.stats.unexpected,
            skipped: json.stats.skipped
          }
        : { passed: json.numPassedTests, failed: json.numFailedTests, skipped: json.numPendingTests };
  } catch {
    // No report: the step is the test.
  }
  if (!succeeded && tests.failed === 0) tests.failed = 1;
  return tests;
}
