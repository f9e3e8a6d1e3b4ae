/** What somebody wrote outlives the tab, the browser, a full disk and a new version of Auftakt, and is pinned once. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { connection, enter, joinHere, note, pin } from '../support/actors.ts';
import { chromiumFlags, findChromium } from '../support/chromium.ts';
import { expect, test } from '../support/e2e.ts';

const ids = (frames: readonly string[]) =>
  frames.flatMap((frame) => (frame.includes('"note.add"') ? (/"id":"([^"]+)"/.exec(frame)?.[1] ?? []) : []));

/** The notes that a page sends, by the ids of their commands. */
function sentBy(page: Page): string[] {
  const frames: string[] = [];
  page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => frames.push(String(payload))));
  return frames;
}

test('[M15] two tabs of one person: each sends its own, and what a closed one left', async ({
  browser,
  demo
}) => {
  const problems: string[] = [];
  const lotte = await enter(browser, 'Lotte mit zwei Tabs', { home: demo.url, problems });
  const { context, page: first } = lotte;
  await first.goto(demo.participantLink);
  await joinHere(first, lotte.name);
  const second = await context.newPage();
  const sent = sentBy(second);
  await second.goto(first.url());
  await expect(connection(second)).toHaveText('Verbunden');

  await context.setOffline(true);
  await pin(first, 'Im ersten Tab geschrieben');
  await pin(second, 'Im zweiten Tab geschrieben');
  await expect(note(second, 'Im ersten Tab')).toHaveCount(0);
  await first.close();
  await context.setOffline(false);
  for (const text of ['Im ersten Tab', 'Im zweiten Tab']) {
    await expect(note(second, text)).toHaveCount(1);
    await expect(note(second, text)).not.toContainText('Wartet');
  }
  expect(new Set(ids(sent)).size).toBe(2);
  await second.reload();
  for (const text of ['Im ersten Tab', 'Im zweiten Tab']) await expect(note(second, text)).toHaveCount(1);
  expect(problems).toEqual([]);
  await context.close();
});

test('[M15] a browser that is killed: what waited in it is pinned when it is opened again', async ({
  demo
}) => {
  const profile = await mkdtemp(join(tmpdir(), 'auftakt-profile-'));
  try {
    const before = await openBrowser(profile);
    const page = await before.context.newPage();
    await page.goto(demo.participantLink);
    await joinHere(page, 'Lotte stürzt ab');
    const address = page.url();
    // Chromium writes cookies down every half minute; nobody waits for that here.
    const cookies = await before.context.cookies();
    await before.context.setOffline(true);
    await pin(page, 'Kurz vor dem Absturz');
    await expect(note(page, 'Kurz vor dem Absturz')).toContainText('Wartet');
    await before.kill();

    const after = await openBrowser(profile);
    await after.context.addCookies(cookies);
    const again = await after.context.newPage();
    await again.goto(address);
    await expect(connection(again)).toHaveText('Verbunden');
    await expect(note(again, 'Kurz vor dem Absturz')).toHaveCount(1);
    await expect(note(again, 'Kurz vor dem Absturz')).not.toContainText('Wartet');
    await again.reload();
    await expect(note(again, 'Kurz vor dem Absturz')).toHaveCount(1);
    await after.kill();
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
});

test('[M18] a full disk is said, and takes nothing else away', async ({ browser, demo }) => {
  const problems: string[] = [];
  const lotte = await enter(browser, 'Lotte ohne Platz', { home: demo.url, problems });
  const { page, context } = lotte;
  await page.goto(demo.participantLink);
  await joinHere(page, lotte.name);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: demo.url, quotaSize: 1 });

  await context.setOffline(true);
  await pin(page, 'Auf voller Platte geschrieben');
  await expect(page.getByText('Lassen Sie die Seite offen, bis alles angepinnt ist.')).toBeVisible();
  await context.setOffline(false);
  await expect(note(page, 'Auf voller Platte')).not.toContainText('Wartet');
  await page.reload();
  await expect(note(page, 'Auf voller Platte')).toHaveCount(1);
  expect(problems).toEqual([]);
  await context.close();
});

test('[V2] a newer server: the page loads itself anew once, then says what to do, and keeps every word', async ({
  browser,
  demo
}) => {
  const problems: string[] = [];
  const lotte = await enter(browser, 'Lotte mit alter Seite', { home: demo.url, problems });
  const { page, context } = lotte;
  let old = false;
  await page.routeWebSocket(/socket\.io/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((frame) => {
      const text = String(frame);
      server.send(old ? text.replace(/"version":\d+/, '"version":0') : frame);
    });
  });
  await page.goto(demo.participantLink);
  await joinHere(page, lotte.name);
  let loads = 0;
  page.on('load', () => (loads += 1));
  const form = page.getByRole('complementary', { name: 'Neue Notiz' });
  await form.getByRole('textbox', { name: 'Text der Notiz' }).fill('Noch nicht fertig geschrieben');

  old = true;
  await context.setOffline(true);
  await expect(connection(page)).not.toHaveText('Verbunden');
  await context.setOffline(false);
  const reload = page.getByRole('button', { name: 'Seite neu laden' });
  // After one reload by itself, which did not help.
  await expect.poll(() => loads).toBe(1);
  await expect(reload).toBeVisible();
  await expect(form.getByRole('textbox', { name: 'Text der Notiz' })).toHaveValue(
    'Noch nicht fertig geschrieben'
  );
  await form.getByRole('button', { name: 'Anpinnen' }).click();
  await expect(note(page, 'Noch nicht fertig')).toContainText('Wartet');

  old = false;
  await reload.click();
  await expect(connection(page)).toHaveText('Verbunden');
  await expect(note(page, 'Noch nicht fertig')).toHaveCount(1);
  await expect(note(page, 'Noch nicht fertig')).not.toContainText('Wartet');
  expect(loads).toBe(2);
  expect(problems).toEqual([]);
  await context.close();
});

interface OwnBrowser {
  context: BrowserContext;
  /** As when the power goes: it gets no chance to write anything down. */
  kill(): Promise<void>;
}

/** A Chromium with a profile on disk, as a process of ours. */
async function openBrowser(profile: string): Promise<OwnBrowser> {
  const child = spawn(
    await findChromium(),
    [
      ...chromiumFlags(),
      '--headless=new',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      '--lang=de'
    ],
    { stdio: ['ignore', 'ignore', 'pipe'], detached: true }
  );
  const gone = once(child, 'exit');
  let address = '';
  for await (const line of createInterface({ input: child.stderr })) {
    address = /DevTools listening on (ws:\S+)/.exec(line)?.[1] ?? '';
    if (address !== '') break;
  }
  child.stderr.resume();
  const browser = await chromium.connectOverCDP(address);
  const context = browser.contexts()[0];
  if (!context || child.pid === undefined) throw new Error('Chromium has no window');
  const { pid } = child;
  return {
    context,
    async kill() {
      // The whole group: its helpers would go on holding the profile for a while.
      process.kill(-pid, 'SIGKILL');
      await gone;
      await browser.close().catch(() => undefined);
    }
  };
}
