/** Every page: nothing for axe to find in light and dark, no sideways scroll at 320 px, nothing from another host. */
import type { Browser, Page } from '@playwright/test';
import { joinHere, watch } from '../support/actors.ts';
import { expectNoViolations } from '../support/axe.ts';
import { expect, test } from '../support/e2e.ts';

const SCHEMES = ['light', 'dark'] as const;

async function inspect(page: Page, path: string, what: string): Promise<void> {
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(path);
    await expect(page.locator('main')).toBeVisible();
    await expectNoViolations(page, `${what}, ${colorScheme}`);
  }
  await page.setViewportSize({ width: 320, height: 700 });
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  await expect.poll(overflow, { message: `${what} scrolls sideways at 320 px` }).toBeLessThanOrEqual(0);
}

async function newPage(browser: Browser, home: string, problems: string[]): Promise<Page> {
  const context = await browser.newContext({ locale: 'de-DE', baseURL: home });
  watch(context, home, (problem) => problems.push(problem));
  return context.newPage();
}

test('what visitors see', async ({ browser, demo }) => {
  test.setTimeout(180_000);
  const problems: string[] = [];
  const page = await newPage(browser, demo.url, problems);
  await page.goto('/ags');
  const group = await page.locator('main a[href^="/ags/"]').first().getAttribute('href');
  await page.goto('/cards');
  const card = await page.locator('main a[href^="/cards/"]').first().getAttribute('href');
  const paths = [
    '/',
    '/j',
    `/j/${demo.code}`,
    '/login',
    '/workshops',
    '/ags',
    group ?? '',
    '/cards',
    card ?? ''
  ];
  for (const path of paths) await inspect(page, path, path);
  await page.goto('/gibt-es-nicht');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(problems).toEqual([]);
  await page.context().close();
});

test('what participants see', async ({ browser, demo }) => {
  test.setTimeout(120_000);
  const problems: string[] = [];
  const page = await newPage(browser, demo.url, problems);
  await page.goto(demo.participantLink);
  await joinHere(page, 'Greta Grasmück');
  const workshop = new URL(page.url()).pathname;
  for (const path of [workshop, '/cards/mine', '/account', '/account/my-data'])
    await inspect(page, path, path);
  expect(problems).toEqual([]);
  await page.context().close();
});

test('what facilitators see, in every phase', async ({ browser, demo }) => {
  test.setTimeout(240_000);
  const problems: string[] = [];
  const page = await newPage(browser, demo.url, problems);
  await page.goto(demo.facilitatorLink);
  await page.waitForURL(/\/manage$/);
  const demoWorkshop = new URL(page.url()).pathname.replace('/manage', '');
  await page.goto('/ags');
  const group = await page.locator('main a[href^="/ags/"]').first().getAttribute('href');
  for (const path of [
    `${demoWorkshop}/manage`,
    `${demoWorkshop}/beamer`,
    '/workshops/new',
    '/ags/overview',
    `${group}/desk`,
    `${group}/desk/settings`,
    '/cards/lists',
    '/cards/desk',
    '/cards/contacts',
    '/cards/scan',
    '/account/people'
  ]) {
    await inspect(page, path, path.replace(/[0-9a-f-]{36}/, 'ID'));
  }
  // The board of the demo is everybody's in these tests: phases are walked through in a look aside.
  for (const view of ['board', 'cluster', 'vote', 'commit', 'network']) {
    await inspect(page, `${demoWorkshop}?view=${view}`, view);
  }
  expect(problems).toEqual([]);
  await page.context().close();
});
