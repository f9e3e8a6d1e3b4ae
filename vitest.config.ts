import { defineConfig, mergeConfig } from 'vitest/config';
import viteConfig from './vite.config.ts';

/**
 * unit: pure parts, in Node. runes: state classes (`*.svelte.ts`), with Svelte's browser build. pg: against a real
 * PostgreSQL. realtime: against the built app as a process of its own.
 */
export default mergeConfig(
  viteConfig,
  defineConfig({
    test: {
      expect: { requireAssertions: true },
      env: { NODE_ENV: 'test' },
      projects: [
        {
          extends: true,
          test: {
            name: 'unit',
            environment: 'node',
            include: [
              'src/**/*.test.ts',
              'tests/rules/**/*.test.ts',
              'tests/bench/**/*.test.ts',
              'tests/faults/**/*.test.ts'
            ],
            exclude: ['**/*.pg.test.ts', '**/*.svelte.test.ts']
          }
        },
        {
          extends: true,
          resolve: { conditions: ['browser'] },
          test: {
            name: 'runes',
            // Node, but compiled as for the browser: else effects never run.
            environment: './tests/support/browserEnvironment.ts',
            include: ['src/**/*.svelte.test.ts']
          }
        },
        {
          extends: true,
          test: {
            name: 'pg',
            environment: 'node',
            include: ['src/**/*.pg.test.ts', 'tests/**/*.pg.test.ts'],
            globalSetup: ['tests/support/globalPostgres.ts'],
            testTimeout: 20_000,
            hookTimeout: 60_000
          }
        },
        {
          extends: true,
          test: {
            name: 'realtime',
            environment: 'node',
            include: ['tests/realtime/**/*.test.ts'],
            exclude: ['**/*.pg.test.ts'],
            globalSetup: ['tests/support/globalBuild.ts'],
            // Each file starts an app with a database of its own: on two cores one at a time is faster.
            fileParallelism: false,
            testTimeout: 60_000,
            hookTimeout: 90_000
          }
        }
      ]
    }
  })
);
