import { fileURLToPath } from 'node:url';
import { build, isStale } from './build.mjs';

/**
 * `npm start`, and with `--demo` `npm run demo`: builds when needed, then runs the server in this very process,
 * so that signals reach it without detours.
 */
process.chdir(fileURLToPath(new URL('..', import.meta.url)));

if (process.argv.includes('--demo')) {
  process.env['AUFTAKT_DEMO'] ??= '1';
  process.env['HOST'] ??= '127.0.0.1';
  process.env['AUFTAKT_DATA'] ??= './data/demo';
}
process.env['NODE_ENV'] ??= 'production';

// `exec` in package.json makes npm our parent, which hands SIGTERM on. If npm itself is killed, nobody would ever
// stop this process again: then it ends in order too.
if (process.env['npm_lifecycle_event'] !== undefined) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 1_000).unref();
}

if (isStale()) {
  console.log('Auftakt wird gebaut …');
  build({ quiet: true });
}
await import('../src/server.ts');
