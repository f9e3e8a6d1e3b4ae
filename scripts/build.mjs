import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * `npm run build`, and for `npm start` and `npm run demo` the question whether a build is needed. A stamp written
 * at the end tells a whole build from one that was cut short.
 */
const STAMP = 'build/.complete';
const SOURCES = ['src', 'static', 'db', 'svelte.config.js', 'vite.config.ts', 'package-lock.json'];
/** Made, or (the settings of the catalogues) written again unchanged, by the build itself. */
const GENERATED = /(^|\/)i18n\/(paraglide|project\.inlang)(\/|$)/;

/** Whether build/ is missing, unfinished or older than the sources. */
export function isStale() {
  const built = statSync(STAMP, { throwIfNoEntry: false })?.mtimeMs;
  return built === undefined || SOURCES.some((source) => newest(source) > built);
}

/**
 * Builds the app. Ends the process when that fails.
 * @param {{ quiet?: boolean }} [options] quiet: only warnings and errors, as part of a start
 */
export function build({ quiet = false } = {}) {
  rmSync(STAMP, { force: true });
  const started = new Date();
  const { status, error } = spawnSync(
    process.execPath,
    ['node_modules/vite/bin/vite.js', 'build', ...(quiet ? ['--logLevel', 'warn'] : [])],
    {
      stdio: ['ignore', process.stderr.fd, process.stderr.fd],
      env: { ...process.env, NODE_ENV: 'production' }
    }
  );
  if (status !== 0) {
    console.error(`Auftakt ließ sich nicht bauen${error === undefined ? '' : `: ${error.message}`}.`);
    process.exit(1);
  }
  // Sources changed during the build are newer than the stamp.
  writeFileSync(STAMP, `${started.toISOString()}\n`);
  utimesSync(STAMP, started, started);
}

/**
 * Time of the last change in a file or folder, milliseconds. Folders count too: a removed file changes its folder.
 * @param {string} path
 * @returns {number}
 */
function newest(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined || GENERATED.test(path)) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  // The folder that holds generated ones changes with every build.
  const own = path.endsWith('/i18n') ? 0 : stat.mtimeMs;
  return Math.max(own, ...readdirSync(path).map((name) => newest(`${path}/${name}`)));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.chdir(fileURLToPath(new URL('..', import.meta.url)));
  build();
}
