/** Bad Wi-Fi and a crashing server: what somebody wrote is there for all, once. */
import type { Page } from '@playwright/test';
import { startApp } from '../support/app.ts';
import { connection, enter, joinHere, note, pin } from '../support/actors.ts';
import { expect, test } from '../support/e2e.ts';

test('two notes written without network survive a reload and are pinned once', async ({ browser, demo }) => {
  const problems: string[] = [];
  const lotte = await enter(browser, 'Lotte ohne Netz', { home: demo.url, problems, phone: true });
  const otto = await enter(browser, 'Otto mit Netz', { home: demo.url, problems });
  for (const { page, name } of [lotte, otto]) {
    await page.goto(demo.participantLink);
    await joinHere(page, name, { group: await firstGroup(page) });
  }

  await lotte.context.setOffline(true);
  await expect(connection(lotte.page)).not.toHaveText('Verbunden');
  await pin(lotte.page, 'Ein Funkloch ist kein Grund');
  await pin(lotte.page, 'Die zweite wartet auch', 'Frage');
  await expect(note(lotte.page, 'Ein Funkloch')).toContainText('Wartet auf Verbindung');
  await expect(lotte.page.getByText(/2 Notizen warten/).first()).toBeVisible();
  await expect(note(otto.page, 'Ein Funkloch')).toHaveCount(0);

  // The page itself is served again only with network; what waits is kept by the browser.
  let blocked = true;
  await lotte.context.route('**/socket.io/**', (route) => (blocked ? route.abort() : route.continue()));
  await lotte.context.routeWebSocket(/socket\.io/, (socket) => {
    if (blocked) void socket.close();
    else socket.connectToServer();
  });
  // Closed, not left: a page that is left lives on for a moment, outside of what plays offline, and may still send.
  const home = lotte.page.url();
  await lotte.page.close();
  await lotte.context.setOffline(false);
  const page = await lotte.context.newPage();
  await page.goto(home);
  await expect(note(page, 'Ein Funkloch')).toBeVisible();
  await expect(note(otto.page, 'Ein Funkloch')).toHaveCount(0);
  blocked = false;
  await page.reload();

  for (const each of [page, otto.page]) {
    await expect(note(each, 'Ein Funkloch ist kein Grund')).toHaveCount(1);
    await expect(note(each, 'Die zweite wartet auch')).toHaveCount(1);
  }
  await expect(note(page, 'Ein Funkloch')).not.toContainText('Wartet auf Verbindung');
  await page.reload();
  await expect(note(page, 'Ein Funkloch')).toHaveCount(1);
  expect(problems).toEqual([]);
  for (const { context } of [lotte, otto]) await context.close();
});

test('SIGKILL of the server in use: everything acknowledged is there, browsers come back by themselves', async ({
  browser
}) => {
  test.setTimeout(180_000);
  const app = await startApp({ env: { AUFTAKT_DEMO: '1' } });
  try {
    const problems: string[] = [];
    const lotte = await enter(browser, 'Lotte Löwenzahn', { home: app.url, problems });
    await lotte.page.goto(app.ready.participantLink ?? '');
    await joinHere(lotte.page, lotte.name);
    await pin(lotte.page, 'Vor dem Absturz bestätigt');
    await expect(note(lotte.page, 'Vor dem Absturz')).not.toContainText('Wartet');
    await app.kill();
    await pin(lotte.page, 'Während des Absturzes geschrieben');
    await app.restart();
    await expect(connection(lotte.page)).toHaveText('Verbunden', { timeout: 40_000 });
    await expect(note(lotte.page, 'Während des Absturzes')).not.toContainText('Wartet');
    await lotte.page.reload();
    await expect(note(lotte.page, 'Vor dem Absturz bestätigt')).toHaveCount(1);
    await expect(note(lotte.page, 'Während des Absturzes geschrieben')).toHaveCount(1);
    expect(problems).toEqual([]);
    await lotte.context.close();
  } finally {
    await app.stop();
  }
});

/** The first group as the join form names it, with its head count. */
async function firstGroup(page: Page): Promise<string> {
  return (await page.getByLabel('Kleingruppe').locator('option').nth(1).textContent()) ?? '';
}
