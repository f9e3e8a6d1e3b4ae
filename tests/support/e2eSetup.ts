import { build, isStale } from '../../scripts/build.mjs';
import { startApp } from './app.ts';

/** Starts the demo for the browser tests. Its READY fields reach the workers through the environment. */
export default async function setup(): Promise<() => Promise<void>> {
  if (isStale()) build();
  const app = await startApp({ env: { AUFTAKT_DEMO: '1' } });
  process.env['AUFTAKT_E2E'] = JSON.stringify(app.ready);
  return async () => {
    await app.stop();
  };
}
