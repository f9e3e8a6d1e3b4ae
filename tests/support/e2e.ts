import { test as base } from '@playwright/test';
import type { Ready } from './app.ts';

/**
 * The browser tests' `test`: `demo` has the READY fields of the demo that runs for them, and relative addresses
 * lead there. `phone` in a project's name is not needed: ask `browser.newContext(phone)` for a second actor.
 */
export const test = base.extend<object, { demo: Required<Ready> }>({
  demo: [
    async ({}, use) => {
      await use(JSON.parse(process.env['AUFTAKT_E2E'] ?? '{}') as Required<Ready>);
    },
    { scope: 'worker' }
  ],
  baseURL: async ({ demo }, use) => {
    await use(demo.url);
  }
});

/** What `browser.newContext` takes to be a phone. */
export const phone = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
  locale: 'de-DE'
} as const;

export { expect } from '@playwright/test';
