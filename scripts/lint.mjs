import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** `npm run lint`: ESLint, the import table and the formatting, side by side; all of them report, then it fails. */
process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const checks = [
  ['eslint', '--max-warnings=0', '--cache', '--cache-location', 'node_modules/.cache/eslint/', '.'],
  ['depcruise', '--config', '.dependency-cruiser.mjs', '--output-type', 'err', 'src', 'db'],
  ['prettier', '--check', '--log-level', 'warn', '--cache', '.']
];

const codes = await Promise.all(checks.map(run));
process.exit(codes.every((code) => code === 0) ? 0 : 1);

/**
 * Runs a program of node_modules/.bin; its output appears in one piece when it has ended.
 * @param {string[]} command
 * @returns {Promise<number>} its exit code
 */
function run([program = '', ...args]) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      shell: process.platform === 'win32',
      env: { ...process.env, PATH: `${process.cwd()}/node_modules/.bin:${process.env['PATH'] ?? ''}` }
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => (output += String(chunk)));
    }
    child.once('error', (error) => (output += error.message));
    child.once('close', (code) => {
      if (output !== '') console.log(output.trimEnd());
      resolve(code ?? 1);
    });
  });
}
