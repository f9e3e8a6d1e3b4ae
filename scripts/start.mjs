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

if (isStale()) {
  console.log('Auftakt wird gebaut …');
  build({ quiet: true });
}
await import('../src/server.ts');
