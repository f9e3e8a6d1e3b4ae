import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * `npm test`: every check there is, one after another, to the end even when one fails. `npm test -- unit pg` runs
 * only these. The last line sums up: "N passed, N failed".
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

/** @type {{ name: string, command: string[] }[]} */
const steps = [
  { name: 'lint', command: ['npm', 'run', '--silent', 'lint'] },
  { name: 'check', command: ['npm', 'run', '--silent', 'check'] },
  vitest('unit', ['unit', 'runes']),
  vitest('pg', ['pg']),
  { name: 'build', command: ['npm', 'run', '--silent', 'build'] },
  vitest('realtime', ['realtime']),
  { name: 'e2e', command: ['playwright', 'test', '--pass-with-no-tests', '--reporter=list,json'] }
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !steps.some((step) => step.name === name));
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(', ')}. There are: ${steps.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

const results = [];
for (const { name, command } of steps.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 76 - name.length))}`);
  const started = performance.now();
  const [program = '', ...args] = command;
  const { status } = spawnSync(program, args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: {
      ...process.env,
      PATH: `${process.cwd()}/node_modules/.bin:${process.env['PATH'] ?? ''}`,
      PLAYWRIGHT_JSON_OUTPUT_FILE: report(name)
    }
  });
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  results.push({ step: name, ...counted(name, status === 0), seconds });
}
rmSync(reports, { recursive: true, force: true });

console.log();
console.table(Object.fromEntries(results.map(({ step, ...row }) => [step, row])));
const passed = results.reduce((sum, row) => sum + row.passed, 0);
const failed = results.reduce((sum, row) => sum + row.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

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
