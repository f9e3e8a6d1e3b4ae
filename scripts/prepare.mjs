import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Makes what is generated and not in git: SvelteKit's types and the compiled message catalogues. Lint, type check
 * and unit tests need them; `vite` makes them by itself.
 */
process.chdir(fileURLToPath(new URL('..', import.meta.url)));

run('svelte-kit', ['sync']);
const out = 'src/lib/i18n/paraglide';
if (!existsSync(`${out}/messages.js`) || process.argv.includes('--texts')) {
  run('paraglide-js', [
    'compile',
    '--project',
    './src/lib/i18n/project.inlang',
    '--outdir',
    `./${out}`,
    '--strategy',
    'cookie',
    'baseLocale',
    '--silent'
  ]);
}

/**
 * @param {string} program in node_modules/.bin
 * @param {string[]} args
 */
function run(program, args) {
  const { status } = spawnSync(program, args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, PATH: `${process.cwd()}/node_modules/.bin:${process.env['PATH'] ?? ''}` }
  });
  if (status !== 0) process.exit(status ?? 1);
}
