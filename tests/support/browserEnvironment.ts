import type { Environment } from 'vitest/runtime';

/**
 * Node, but compiled as for the browser: effects run and state is reactive. For tests of `*.svelte.ts` classes (project
 * `runes` in vitest.config.ts).
 */
const browserEnvironment: Environment = {
  name: 'browser-build',
  viteEnvironment: 'client',
  setup: () => ({ teardown: () => undefined })
};

export default browserEnvironment;
