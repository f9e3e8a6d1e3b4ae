import { defineConfig } from '@playwright/test';
import { chromiumFlags, findChromium } from './tests/support/chromium.ts';

// Workers load this file too; they find the answer of the first in the environment.
process.env['CHROMIUM_PATH'] = await findChromium();

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.e2e.ts',
  globalSetup: './tests/support/e2eSetup.ts',
  outputDir: 'test-results',
  // One demo for all, in which each file has workshops of its own. Two at a time, for two cores: browsers wait a lot.
  workers: 2,
  // On a slow machine two at a time can hit a limit of seconds; whatever needed its second try is listed as flaky.
  retries: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: 'list',
  use: {
    // Whatever a person taps is there within seconds, or something is wrong.
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    locale: 'de-DE',
    timezoneId: 'Europe/Berlin',
    viewport: { width: 1440, height: 900 },
    // Keeping a trace of everything more than doubles the time; the second try tells what the first one met.
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: process.env['CHROMIUM_PATH'], args: chromiumFlags() }
  }
});
